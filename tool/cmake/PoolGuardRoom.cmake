# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# A room is one directory under checks/ and one static library. The plugin, the
# tools and the unit tests are made of rooms.
#
#   poolguard_add_room(NAME {LIGHT | AST} SOURCES a.cpp b.cpp ... [USES ROOM ...])
#
# LIGHT rooms include headers of LLVM's support library only, so that unit tests
# link without Clang; AST rooms may include anything of Clang. Each sort has its
# own precompiled header: the headers are listed below, and still have to be
# included by the files that use them. A room whose list is empty configures too.

set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Rooms reuse the precompiled header of one of these two libraries.
function(poolguard_add_pch NAME)
  set(Stub ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.cpp)
  file(CONFIGURE OUTPUT ${Stub} CONTENT "// Carries a precompiled header.\n")
  add_library(${NAME} OBJECT ${Stub})
  target_link_libraries(${NAME} PRIVATE PoolGuardOptions)
  target_precompile_headers(${NAME} PRIVATE ${ARGN})
endfunction()

poolguard_add_pch(PoolGuardLightPch
  <map> <memory> <optional> <string> <utility> <variant> <vector>
  <llvm/ADT/ArrayRef.h> <llvm/ADT/DenseMap.h> <llvm/ADT/DenseSet.h>
  <llvm/ADT/STLExtras.h> <llvm/ADT/SmallVector.h> <llvm/ADT/StringExtras.h>
  <llvm/ADT/StringMap.h> <llvm/ADT/StringRef.h> <llvm/ADT/Twine.h>
  <llvm/Support/Error.h> <llvm/Support/FormatVariadic.h>
  <llvm/Support/MemoryBuffer.h> <llvm/Support/SourceMgr.h>
  <llvm/Support/YAMLTraits.h> <llvm/Support/raw_ostream.h>)
poolguard_add_pch(PoolGuardAstPch
  <map> <memory> <optional> <string> <utility> <variant> <vector>
  <clang-tidy/ClangTidyCheck.h> <clang/AST/ASTContext.h>
  <clang/AST/RecursiveASTVisitor.h> <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/Analysis/CFG.h> <clang/Lex/Lexer.h>)

function(poolguard_add_room NAME SORT)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
  if(NOT ROOM_SOURCES)
    add_library(${NAME} INTERFACE)
    target_link_libraries(${NAME} INTERFACE ${ROOM_USES})
    return()
  endif()
  add_library(${NAME} STATIC ${ROOM_SOURCES})
  target_link_libraries(${NAME} PUBLIC PoolGuardOptions ${ROOM_USES})
  if(SORT STREQUAL AST)
    target_precompile_headers(${NAME} REUSE_FROM PoolGuardAstPch)
  else()
    target_precompile_headers(${NAME} REUSE_FROM PoolGuardLightPch)
  endif()
endfunction()
