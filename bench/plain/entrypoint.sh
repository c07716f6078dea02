#!/bin/bash
# zoo.cfg from the environment, then ZooKeeper as the container's only process.
set -eu
mkdir -p "$ZOOCFGDIR"
cp /zookeeper/conf/log4j.properties "$ZOOCFGDIR/"
{
  printf '%s\n' tickTime=2000 dataDir=/data dataLogDir=/datalog clientPort=2181 initLimit=5 syncLimit=2
  for server in $ZOO_SERVERS; do echo "$server"; done
} >"$ZOOCFGDIR/zoo.cfg"
echo "$ZOO_MY_ID" >/data/myid
exec /zookeeper/bin/zkServer.sh start-foreground
