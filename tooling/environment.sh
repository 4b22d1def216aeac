#!/bin/sh
# Makes .venv fit for use: `environment.sh run` installs what the site needs, `environment.sh dev`
# what its developers need beside that. Does nothing when nothing changed since the last time.
set -eu

cd "$(dirname "$0")/.."
root=$(pwd -P)
venv=.venv
unfinished=$venv/unfinished # stands there while something is being installed

# What the environment depends on; the folder is part of it, because the scripts in a virtual
# environment break when it is moved.
fingerprint() { # files
    { echo "$root"; cat "$@"; } | cksum
}

is_installed() { # run|dev
    [ -f "$venv/installed-$1" ] && [ ! -e "$unfinished" ] &&
        [ "$(cat "$venv/installed-$1")" = "$2" ] && "$venv/bin/python" -c '' 2>/dev/null
}

find_python() {
    without_venv=
    for candidate in python3.13 python3.12 python3.11 python3; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate"
            return
        fi
        without_venv=$candidate
    done
    if [ -n "$without_venv" ]; then
        echo "$without_venv cannot make virtual environments: install its venv package" >&2
        echo "(on Debian and Ubuntu: apt-get install python3-venv) and run make again." >&2
    else
        echo "Python 3.11 or newer was not found: install it and run make again." >&2
    fi
    return 1
}

make_environment() {
    [ ! -e "$unfinished" ] && grep -qsF "$root/$venv" "$venv/pyvenv.cfg" &&
        "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
    python=$(find_python)
    [ ! -L "$venv" ] || rm "$venv" # what a link leads to is not ours to clear
    echo "Making $venv with $("$python" --version) ..."
    "$python" -m venv --clear "$root/$venv"
}

install() { # requirements file
    echo "Installing $1 ..."
    touch "$unfinished"
    # Modules are compiled when first imported; most never are.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-compile --requirement "$1"
    rm "$unfinished"
}

run_state=$(fingerprint requirements.txt)
dev_state=$(fingerprint requirements.txt requirements-dev.txt)

case "${1:-}" in
run)
    is_installed run "$run_state" && exit
    make_environment
    install requirements.txt
    ;;
dev)
    is_installed dev "$dev_state" && exit
    make_environment
    install requirements-dev.txt # names what requirements.txt names as well
    echo "$dev_state" >"$venv/installed-dev"
    ;;
*)
    echo "usage: environment.sh run|dev" >&2
    exit 2
    ;;
esac
echo "$run_state" >"$venv/installed-run"
