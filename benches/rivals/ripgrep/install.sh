#!/usr/bin/env bash
# Installs the rival into a folder of its own: install.sh FOLDER
set -euo pipefail
cargo install --quiet --locked --root "$1" ripgrep@15.2.0
