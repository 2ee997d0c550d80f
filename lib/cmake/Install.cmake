# `find_package(zhibiao)` and `pkg-config zhibiao`, wherever the installed tree is moved to.
include(CMakePackageConfigHelpers)

set(zb_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/zhibiao")

install(TARGETS zhibiao_headers zhibiao_core
  EXPORT zhibiao-targets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILE_SET lists DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT zhibiao-targets NAMESPACE zhibiao:: DESTINATION "${zb_cmake_dir}")

# Apart, so that only those who ask for it have to have Boost.
install(TARGETS zhibiao_stats
  EXPORT zhibiao-stats-targets
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT zhibiao-stats-targets NAMESPACE zhibiao:: DESTINATION "${zb_cmake_dir}")

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/zhibiao-config.cmake.in" "${PROJECT_BINARY_DIR}/zhibiao-config.cmake"
  INSTALL_DESTINATION "${zb_cmake_dir}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/zhibiao-config-version.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/zhibiao-config.cmake"
              "${PROJECT_BINARY_DIR}/zhibiao-config-version.cmake"
  DESTINATION "${zb_cmake_dir}")

file(RELATIVE_PATH zb_prefix_from_pc
  "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" zb_prefix_from_pc "${zb_prefix_from_pc}")
configure_file(
  "${CMAKE_CURRENT_LIST_DIR}/zhibiao.pc.in" "${PROJECT_BINARY_DIR}/zhibiao.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/zhibiao.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(ZB_BUILD_CLI)
  install(TARGETS zhibiao_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
