# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Included before project(): prefers the clang of the chosen LLVM major, which
# is also the fastest here. CXX, -DCMAKE_CXX_COMPILER and a tool chain file win.

if(NOT POOLGUARD_LLVM IN_LIST POOLGUARD_LLVM_VERSIONS)
  list(JOIN POOLGUARD_LLVM_VERSIONS " or " POOLGUARD_SUPPORTED)
  message(FATAL_ERROR "PoolGuard: LLVM ${POOLGUARD_LLVM} is not supported; "
    "configure with -DPOOLGUARD_LLVM=N, where N is ${POOLGUARD_SUPPORTED}")
endif()

if(NOT CMAKE_CXX_COMPILER AND NOT DEFINED ENV{CXX} AND NOT CMAKE_TOOLCHAIN_FILE)
  find_program(POOLGUARD_CLANGXX clang++-${POOLGUARD_LLVM})
  if(POOLGUARD_CLANGXX)
    set(CMAKE_CXX_COMPILER ${POOLGUARD_CLANGXX})
  endif()
endif()

find_program(POOLGUARD_CCACHE ccache)
if(POOLGUARD_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # The precompiled headers need the sloppiness, or ccache never hits.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${POOLGUARD_CCACHE})
endif()
