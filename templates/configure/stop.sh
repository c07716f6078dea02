#!/bin/bash
# Stops a node's server by its own script, and waits until it is gone: stop.sh HOME. It follows server.sh. bash 4.1.
running || exit 0
stop
