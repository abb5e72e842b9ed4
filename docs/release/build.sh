#!/usr/bin/env bash
# Builds the program so that the same sources, compiler and target give the same bytes in whatever folder it is done.
#
#     docs/release/build.sh TARGET [CARGO ARGUMENTS...]
#
# Paths of this machine are taken out of the program: those of the sources and of the libraries. RUSTFLAGS that are set
# already stay.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1
shift
# As the compiler sees them; on Windows that is with a drive.
here=$(pwd -W 2>/dev/null || pwd -P)
home=$(cd "${CARGO_HOME:-$HOME/.cargo}" && { pwd -W 2>/dev/null || pwd -P; })
flags=()
read -ra given <<<"${RUSTFLAGS:-}"
[ "${#given[@]}" -gt 0 ] && flags=("${given[@]}")
flags+=("--remap-path-prefix=$here=linghang" "--remap-path-prefix=$home=cargo")
case $target in
  # The same with the other slash.
  *windows*) flags+=("--remap-path-prefix=${here//\//\\}=linghang" "--remap-path-prefix=${home//\//\\}=cargo") ;;
esac
# Encoded, because a folder's name may hold blanks.
encoded=$(printf '%s\x1f' "${flags[@]}")
CARGO_ENCODED_RUSTFLAGS=${encoded%$'\x1f'} cargo build --locked --target "$target" "$@"
