#include "interrupts.hpp"

#include <csignal>
#include <initializer_list>

namespace {

volatile std::sig_atomic_t noted = 0;

void note(int signal) { noted = signal; }

}  // namespace

void note_interrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now {};
    // Who started the program may have seen to it that it goes on, as `nohup` does.
    if (::sigaction(signal, nullptr, &now) != 0 || now.sa_handler == SIG_IGN) continue;
    struct sigaction then {};
    then.sa_handler = note;
    // What waits, for a pipe for instance, stops waiting: there is no SA_RESTART.
    then.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigemptyset(&then.sa_mask);
    ::sigaction(signal, &then, nullptr);
  }
}

int noted_interrupt() noexcept { return noted; }
