#!/bin/sh
# Opens the desk of this folder.
cd "$(dirname "$0")" && ./linghang --root 项目 desk 汇总
