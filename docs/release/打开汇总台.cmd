@echo off
chcp 65001 >nul
cd /d "%~dp0"
linghang.exe --root 项目 desk 汇总
pause
