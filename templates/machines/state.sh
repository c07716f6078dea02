# Whether the machine is a node of the lab of that id, and up: `up`, `down`, `none` or `other`. POSIX, as root.
state=/var/lib/zk-lab
if [ ! -e "$state/lab" ]; then echo none; exit; fi
read -r id _ <"$state/lab"
if [ "$id" != "$1" ]; then echo other; elif [ -e "$state/down" ] || [ ! -d "$state/files/provision" ]; then echo down; else echo up; fi
