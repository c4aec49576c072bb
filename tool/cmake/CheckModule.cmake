# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Run after the plugin is linked. The host has LLVM's symbols, so the linker
# accepts anything undefined; what is ours must nevertheless be inside.
execute_process(COMMAND ${NM} --undefined-only --demangle ${MODULE}
                OUTPUT_VARIABLE Symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "U poolguard::[^\n]*" Missing "${Symbols}")
if(Missing)
  list(JOIN Missing "\n  " Missing)
  file(REMOVE ${MODULE})
  message(FATAL_ERROR "PoolGuard: a source file is missing from its room's "
    "CMakeLists.txt; the plugin lacks\n  ${Missing}")
endif()
