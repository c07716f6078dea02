#!/bin/bash
# The node is down from now on: its server is stopped, and starts no more by itself. The machine goes on. It follows server.sh. bash 4.1.
! running || stop
: >/var/lib/zk-lab/down
