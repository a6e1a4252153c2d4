#!/usr/bin/env bash
# Installs the rival into a folder of its own: install.sh FOLDER
set -euo pipefail
python3 -m venv "$1"
"$1/bin/pip" install --quiet "flashtext==2.7"
