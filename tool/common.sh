# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash
# Sourced by tool/try, tool/test and .ci/run: packages, configure, build.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
read -r -a LLVM_VERSIONS < "$ROOT/.llvm-versions"
REFERENCE_LLVM=${LLVM_VERSIONS[0]}

say() { printf '== %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# packages "GROUP..." "MAJOR...": the packages of these groups, one per line.
packages() {
  local group package major
  while read -r group package; do
    [[ " $1 " == *" $group "* ]] || continue
    for major in $2; do
      package=${package//@REFERENCE@/$REFERENCE_LLVM}
      printf '%s\n' "${package//@N@/$major}"
    done
  done < "$ROOT/tool/packages.txt" | sort -u
}

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2> /dev/null) == *"ok installed" ]] ||
      printf '%s\n' "$package"
  done
}

# install_packages "GROUP..." "MAJOR...": does nothing when all are there.
install_packages() {
  local wanted missing unknown package sudo=()
  mapfile -t wanted < <(packages "$1" "$2")
  if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    say "This is no Debian, so nothing is installed; needed: ${wanted[*]}"
    return
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  if ((${#missing[@]} == 0)); then
    say "Debian packages: all ${#wanted[@]} are installed"
    return
  fi
  if ((EUID != 0)); then
    command -v sudo > /dev/null ||
      die "not root and no sudo; as root run: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq < /dev/null ||
    say "apt-get update failed; trying with the package lists of before"
  unknown=()
  for package in "${missing[@]}"; do
    [[ -n $(apt-cache madison "$package" 2> /dev/null) ]] || unknown+=("$package")
  done
  ((${#unknown[@]} == 0)) ||
    die "apt knows no package ${unknown[*]}; enable Debian 12 (bookworm, updates and security)" \
      "in /etc/apt/sources.list, or https://apt.llvm.org for LLVM"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    "${missing[@]}" < /dev/null > "${TMPDIR:-/tmp}/poolguard-apt.log" 2>&1 ||
    die "apt-get install failed; the end of ${TMPDIR:-/tmp}/poolguard-apt.log says:" \
      "$(tail -n 5 "${TMPDIR:-/tmp}/poolguard-apt.log")"
}

# build_dir MAJOR
build_dir() {
  if [[ $1 == "$REFERENCE_LLVM" ]]; then
    printf '%s\n' "$ROOT/build/release"
  else
    printf '%s\n' "$ROOT/build/release-llvm$1"
  fi
}

# build MAJOR TARGET...: configures and builds the release preset.
build() {
  local major=$1 dir log
  shift
  dir=$(build_dir "$major")
  log=$dir/configure.log
  mkdir -p "$dir"
  say "Configuring for LLVM $major in ${dir#"$ROOT/"}"
  (cd "$ROOT" && cmake --preset release -B "$dir" -DPOOLGUARD_LLVM="$major" > "$log" 2>&1) || {
    cat "$log" >&2
    die "configuring failed; after installing something, remove ${dir#"$ROOT/"} and run again"
  }
  grep -A 3 'CMake Warning' "$log" >&2 || true
  say "Building $*"
  cmake --build "$dir" --target "$@" || die "the build failed"
}
