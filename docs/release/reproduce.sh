#!/usr/bin/env bash
# Builds the last commit twice, in two folders of different names and lengths, and compares the programs byte for byte.
#
#     docs/release/reproduce.sh [TARGET] [CARGO ARGUMENTS...]      as a rule with --release
#
# The last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${1:-$(rustc -vV | sed -n 's/host: //p')}
[ $# -gt 0 ] && shift
# Named once: somebody may commit meanwhile.
commit=$(git rev-parse HEAD)
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
for folder in "$trial/one" "$trial/another folder/deeper"; do
  mkdir -p "$folder"
  git archive "$commit" | tar -x -C "$folder"
  CARGO_TARGET_DIR="$folder/target" "$folder/docs/release/build.sh" "$target" "$@"
done
find_program() { find "$1/target/$target" -maxdepth 2 -type f \( -name linghang -o -name linghang.exe \) -print -quit; }
one=$(find_program "$trial/one")
other=$(find_program "$trial/another folder/deeper")
sha256sum "$one" "$other" | sed "s|$trial/||"
if cmp "$one" "$other" && ! grep -qaF "$trial" "$one"; then echo '1 passed, 0 failed'; else echo '0 passed, 1 failed'; exit 1; fi
