# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# What `cmake --install` puts below the prefix: the plugin, poolguard-clangd, the
# command with its man page and completions, and the pages for users. The pages
# lie to each other and to what they point at as in the source, so that their
# links stay good.
include(GNUInstallDirs)
set(Pages ${CMAKE_INSTALL_DATADIR}/doc/poolguard)

# The command keeps finding an LLVM that is in no standard place.
set_target_properties(poolguard PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
install(TARGETS poolguard RUNTIME DESTINATION bin)
if(TARGET poolguard-clangd)
  set_target_properties(poolguard-clangd PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS poolguard-clangd RUNTIME DESTINATION bin OPTIONAL) # If built.
endif()
install(TARGETS PoolGuard LIBRARY DESTINATION lib)
install(FILES ${PROJECT_SOURCE_DIR}/docs/poolguard.1
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/completions/bash RENAME poolguard
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_BINARY_DIR}/completions/zsh RENAME _poolguard
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)

install(FILES LICENSE .pre-commit-hooks.yaml DESTINATION ${Pages})
install(FILES docs/benchmarks.md docs/built-in-models.md docs/command-line.md
              docs/editors.md
              docs/limitations.md docs/models.md docs/pre-commit.md
              docs/release-notes.md
        DESTINATION ${Pages}/docs)
install(DIRECTORY docs/checks DESTINATION ${Pages}/docs
        FILES_MATCHING PATTERN *.md)
install(DIRECTORY docs/experiment DESTINATION ${Pages}/docs)
install(DIRECTORY checks/catalog/models DESTINATION ${Pages}/checks/catalog
        FILES_MATCHING PATTERN *.yaml)
