#!/bin/sh
# Shows the site of this folder, and every change to it.
cd "$(dirname "$0")" && ./linghang --root 项目 serve --open
