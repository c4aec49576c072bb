# complete.zsh DIRECTORY WORD...: what _poolguard in the directory offers for `poolguard WORD...`,
# the last one begun. Stands in for the builtins that work only while a line is edited.
fpath=($1)
shift
autoload -U _poolguard
compset() { PREFIX=${words[CURRENT]#*=} }
compadd() { shift; local each; for each; do if [[ $each == $PREFIX* ]]; then print -r -- $each; fi; done }
_files() { print files }
words=(poolguard "$@")
CURRENT=$#words
PREFIX=$words[CURRENT]
_poolguard
