# complete.bash SCRIPT WORD...: what the script offers for `poolguard WORD...`, the last one begun.
. "$1"
shift
COMP_WORDS=(poolguard "$@")
COMP_CWORD=$#
_poolguard
printf '%s\n' "${COMPREPLY[@]}"
