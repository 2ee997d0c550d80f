#pragma once

/// The one place that holds the version number. The build, the inline namespace and the command
/// line all read it here.
#define ZB_VERSION_MAJOR 0
#define ZB_VERSION_MINOR 1
#define ZB_VERSION_PATCH 0

#define ZB_DETAIL_TEXT_OF(x) #x
#define ZB_DETAIL_TEXT(x) ZB_DETAIL_TEXT_OF(x)
#define ZB_VERSION_STRING          \
  ZB_DETAIL_TEXT(ZB_VERSION_MAJOR) \
  "." ZB_DETAIL_TEXT(ZB_VERSION_MINOR) "." ZB_DETAIL_TEXT(ZB_VERSION_PATCH)

#define ZB_DETAIL_PASTE_OF(a, b) a##b
#define ZB_DETAIL_PASTE(a, b) ZB_DETAIL_PASTE_OF(a, b)

/// Name of the inline namespace, `v<major>`: objects built against two majors do not link together
/// by accident. Written `namespace zhibiao::inline ZB_ABI { ... }`.
#define ZB_ABI ZB_DETAIL_PASTE(v, ZB_VERSION_MAJOR)
