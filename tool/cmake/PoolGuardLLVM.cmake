# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Finds LLVM and Clang of major ${POOLGUARD_LLVM}.
#
# LLVM's version file accepts an exact major.minor only, so no version is asked
# for; the major is compared afterwards.

set(POOLGUARD_REMEDY
    "install the Debian packages libclang-${POOLGUARD_LLVM}-dev and llvm-${POOLGUARD_LLVM}-dev (./tool/try does), or pass -DClang_DIR=DIR with DIR holding ClangConfig.cmake")

find_package(Clang CONFIG QUIET
             HINTS /usr/lib/llvm-${POOLGUARD_LLVM}/lib/cmake/clang)
if(NOT Clang_FOUND)
  message(FATAL_ERROR "PoolGuard: Clang ${POOLGUARD_LLVM} was not found; ${POOLGUARD_REMEDY}")
endif()
if(NOT LLVM_VERSION_MAJOR EQUAL POOLGUARD_LLVM)
  message(FATAL_ERROR "PoolGuard: found LLVM ${LLVM_VERSION} in ${LLVM_DIR}, "
    "but want major ${POOLGUARD_LLVM}; ${POOLGUARD_REMEDY}")
endif()
message(STATUS "PoolGuard: LLVM ${LLVM_VERSION} in ${LLVM_INSTALL_PREFIX}")

# What every source file of ours is compiled with.
separate_arguments(POOLGUARD_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
add_library(PoolGuardOptions INTERFACE)
target_compile_features(PoolGuardOptions INTERFACE cxx_std_17)
target_include_directories(PoolGuardOptions INTERFACE ${PROJECT_SOURCE_DIR}/checks)
target_include_directories(PoolGuardOptions SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_compile_definitions(PoolGuardOptions INTERFACE ${POOLGUARD_LLVM_DEFINITIONS})
target_compile_options(PoolGuardOptions INTERFACE
  -Wall -Wextra -Werror -fno-exceptions
  $<$<NOT:$<BOOL:${LLVM_ENABLE_RTTI}>>:-fno-rtti>
  $<$<CXX_COMPILER_ID:Clang>:-Xclang$<SEMICOLON>-fno-pch-timestamp>)
if(POOLGUARD_SANITIZE)
  # An instrumented plugin in a plain clang-tidy needs this loaded first.
  execute_process(
    COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libclang_rt.asan-${CMAKE_SYSTEM_PROCESSOR}.so
    OUTPUT_VARIABLE POOLGUARD_SANITIZER_RUNTIME OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT EXISTS "${POOLGUARD_SANITIZER_RUNTIME}")
    message(FATAL_ERROR "PoolGuard: the sanitizers' run-time library was not found; "
      "install the Debian package libclang-rt-${POOLGUARD_LLVM}-dev")
  endif()
  target_compile_options(PoolGuardOptions INTERFACE
    -fsanitize=${POOLGUARD_SANITIZE} -fno-sanitize-recover=all -fno-sanitize=vptr
    -fno-omit-frame-pointer)
  target_link_options(PoolGuardOptions INTERFACE -fsanitize=${POOLGUARD_SANITIZE})
endif()

# LLVM's support library, for executables only: the plugin takes LLVM from the
# process that loads it.
add_library(PoolGuardSupport INTERFACE)
if(TARGET LLVM)
  target_link_libraries(PoolGuardSupport INTERFACE LLVM)
else()
  target_link_libraries(PoolGuardSupport INTERFACE LLVMSupport)
endif()
