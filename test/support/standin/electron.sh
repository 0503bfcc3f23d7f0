#!/bin/sh
# The stand-in for Electron's executable. Playwright, electron-vite and the demo start it as they would start Electron.
here=$(dirname "$(readlink -f "$0")")
node="$here/../../../node_modules/node/bin/node"
[ -x "$node" ] || node=node
inspect=
case " $* " in *" --inspect=0 "*) inspect=--inspect=0 ;; esac
exec "$node" $inspect --import "$here/register.ts" "$here/boot.ts" "$@"
