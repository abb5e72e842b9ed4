#!/usr/bin/env bash
# Packs the program of a target with a project and the shortcuts, so that an office unpacks one folder and begins.
#
#     docs/release/package.sh TARGET [PROGRAM]
#
# PROGRAM is target/TARGET/release/linghang unless another is named. Writes target/package/linghang-TARGET.zip.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1
case $target in *windows*) exe=.exe ;; *) exe= ;; esac
program=${2:-target/$target/release/linghang$exe}
folder=target/package/linghang
rm -rf target/package
mkdir -p "$folder"
cp "$program" "$folder/linghang$exe"
"$folder/linghang$exe" init "$folder/项目" >/dev/null
cp README.zh-CN.md "$folder/读我.md"
cp docs/guides/compiler.html "$folder/汇总人一页通.html"
cp docs/guides/publisher.html "$folder/发布人一页通.html"
cp LICENSE-APACHE LICENSE-MIT src/names/NOTICE.txt "$folder/"
case $target in
  *windows*) cp docs/release/打开汇总台.cmd docs/release/预览网站.cmd "$folder/" ;;
  *apple*) cp docs/release/打开汇总台.command docs/release/预览网站.command "$folder/"; chmod +x "$folder"/*.command ;;
  *) cp docs/release/打开汇总台.sh docs/release/预览网站.sh "$folder/"; chmod +x "$folder"/*.sh ;;
esac
# The last proof before anybody gets it: the whole job on the example.
trial=$(mktemp -d)
"$folder/linghang$exe" demo "$trial/demo" >/dev/null 2>&1
test -s "$trial/demo/out/2025/summary.xlsx" && test -s "$trial/demo/site/index.html"
rm -rf "$trial"
cd target/package
if command -v zip >/dev/null; then zip -qr "linghang-$target.zip" linghang; else 7z a -bso0 "linghang-$target.zip" linghang; fi
echo "target/package/linghang-$target.zip"
