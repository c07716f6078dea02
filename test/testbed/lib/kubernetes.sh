# shellcheck shell=bash
# A cluster in a lane: control plane and kubelets as plain processes, each host in a network namespace of its own. Everything of it
# lies in one folder and ends with the lane.

: "${here:?}" "${cache:?set by common.sh}"

kubernetes_release=1.30.14
# Named after what is built, so that another set of programs is another folder.
kubernetes_bin=$cache/kubernetes/$kubernetes_release-$(cd "$here/kubernetes" && cat ./*.* ./*/* | sha256sum | head -c 8)

# The cluster's folder; each verb says which.
state=

# The network between hosts; pods have 10.244.HOST.0/24.
host_address() { echo "10.99.0.$1"; }
api_server=https://$(host_address 1):6443

# make_kubernetes OUT: programs from their modules, as test/testbed/kubernetes/ pins them.
make_kubernetes() {
  local version=v$kubernetes_release flags program
  command -v go >/dev/null || unavailable 'the test cluster needs Go to be built'
  flags="-s -w -X k8s.io/component-base/version.gitVersion=$version -X k8s.io/client-go/pkg/version.gitVersion=$version"
  flags+=' -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=30'
  mkdir "$1"
  (
    cd "$here/kubernetes" || exit
    export CGO_ENABLED=0 GOFLAGS=-mod=readonly
    for program in apiserver controller-manager scheduler proxy; do set -- "$@" "k8s.io/kubernetes/cmd/kube-$program"; done
    nice go build -trimpath -ldflags "$flags" -o "$1/" "${@:2}" k8s.io/kubernetes/cmd/kubelet k8s.io/kubernetes/cmd/kubectl
    nice go build -trimpath -ldflags '-s -w' -o "$1/coredns" ./dns
    nice go build -trimpath -ldflags '-s -w' -o "$1/pause" ./pause
    for program in registry policies; do
      (cd "$program" && nice go build -trimpath -ldflags '-s -w' -o "$1/$program" .)
    done
  )
}

# daemon NAME COMMAND…: in the background, with a log and its number in the cluster's folder.
daemon() {
  local name=$1
  shift
  setsid "$@" >"$state/$name.log" 2>&1 </dev/null &
  echo "$!" >"$state/$name.pid"
  disown "$!"
}

ended() { gone "$(cat "$state/$1.pid")"; }

# until_ready NAME SECONDS COMMAND…: fails at once where the daemon of that name has ended.
until_ready() {
  local name=$1 seconds=$2
  shift 2
  # shellcheck disable=SC2317
  ready_or_ended() { "$@" >/dev/null 2>&1 || ended "$name"; }
  if ! await "$seconds" ready_or_ended "$@" || ended "$name"; then
    tail -n 15 "$state/$name.log" >&2
    unavailable "$name did not start: $(tail -n 1 "$state/$name.log")"
  fi
}

as_admin() { "$kubernetes_bin/kubectl" --kubeconfig "$state/kubeconfig" "$@"; }

write_kubeconfig() {
  cat >"$state/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{ name: zk-lab-test, cluster: { server: "$api_server", certificate-authority: $state/certificates/apiserver.crt } }]
users: [{ name: admin, user: { token: "$token" } }]
contexts: [{ name: zk-lab-test, context: { cluster: zk-lab-test, user: admin } }]
current-context: zk-lab-test
YAML
  chmod 600 "$state/kubeconfig"
}

start_control_plane() {
  token=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
  umask 077
  mkdir -p "$state/etcd" "$state/certificates"
  echo "$token,admin,admin,system:masters" >"$state/tokens.csv"
  openssl genrsa -out "$state/accounts.key" 2048 2>/dev/null
  umask 022
  daemon etcd etcd --data-dir "$state/etcd" --unsafe-no-fsync --listen-client-urls http://127.0.0.1:2379 \
    --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
  daemon apiserver "$kubernetes_bin/kube-apiserver" --etcd-servers http://127.0.0.1:2379 \
    --bind-address 0.0.0.0 --advertise-address "$(host_address 1)" --cert-dir "$state/certificates" \
    --service-cluster-ip-range 10.96.0.0/16 --token-auth-file "$state/tokens.csv" --authorization-mode Node,RBAC \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$state/accounts.key" \
    --service-account-signing-key-file "$state/accounts.key" --kubelet-preferred-address-types InternalIP
  await 30 test -s "$state/certificates/apiserver.crt" || :
  write_kubeconfig
  until_ready apiserver 60 as_admin get --raw /readyz
  mount_volumes
  daemon controller-manager "$kubernetes_bin/kube-controller-manager" --kubeconfig "$state/kubeconfig" \
    --service-account-private-key-file "$state/accounts.key" --root-ca-file "$state/certificates/apiserver.crt" \
    --enable-hostpath-provisioner --leader-elect=false --cert-dir "$state/certificates" \
    --node-monitor-grace-period 12s
  daemon scheduler "$kubernetes_bin/kube-scheduler" --kubeconfig "$state/kubeconfig" --leader-elect=false \
    --cert-dir "$state/certificates"
  start_names
  as_admin apply -f - >/dev/null <<YAML
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: standard, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
provisioner: kubernetes.io/host-path
YAML
}

# Where the provisioner for tests has its folders is fixed, and its folder there is the lane's own.
mount_volumes() {
  mkdir -p "$state/volumes" /tmp/hostpath_pv
  mount --bind "$state/volumes" /tmp/hostpath_pv
}

start_names() {
  cat >"$state/Corefile" <<CORE
. {
  bind $(host_address 1)
  errors
  health 127.0.0.1:8081
  kubernetes cluster.local {
    kubeconfig $state/kubeconfig
    ttl 2
  }
  forward . /etc/resolv.conf
}
CORE
  daemon coredns "$kubernetes_bin/coredns" -conf "$state/Corefile"
}

# Where the hosts' containerd looks for images of localhost:5000, as whoever pushes them from here calls it.
start_registry() {
  mkdir -p "$state/images" "$state/registries/localhost:5000"
  cat >"$state/registry.yaml" <<YAML
version: 0.1
log: { level: warn }
storage: { filesystem: { rootdirectory: $state/images } }
http: { addr: "0.0.0.0:5000" }
YAML
  printf '[host."http://%s:5000"]\n' "$(host_address 1)" >"$state/registries/localhost:5000/hosts.toml"
  daemon registry "$kubernetes_bin/registry" serve "$state/registry.yaml"
}

# start_network: a bridge that hosts are plugged into; the lane itself is the first host.
start_network() {
  ip link add hosts type bridge
  ip address add "$(host_address 1)/24" dev hosts
  ip link set hosts up
  echo 1 >/proc/sys/net/ipv4/ip_forward
  # An engine that finds forwarding off turns it on for itself alone.
  iptables -P FORWARD ACCEPT
}

# plug HOST: another host's namespace, with a cable to the bridge.
plug() {
  local n=$1 other
  ip netns add "host$n"
  ip link add "cable$n" type veth peer name eth0 netns "host$n"
  ip link set "cable$n" master hosts up
  for other in "ip link set lo up" "ip address add $(host_address "$n")/24 dev eth0" "ip link set eth0 up" \
    "ip route add default via $(host_address 1)"; do
    # shellcheck disable=SC2086
    ip netns exec "host$n" $other
  done
  on_host "$n" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  ip route add "10.244.$n.0/24" via "$(host_address "$n")"
  for ((other = 1; other < n; other++)); do
    ip netns exec "host$n" ip route add "10.244.$other.0/24" via "$(host_address "$other")"
    ((other == 1)) || ip netns exec "host$other" ip route add "10.244.$n.0/24" via "$(host_address "$n")"
  done
}

# on_host HOST COMMAND…: there. nsenter, since `ip netns exec` mounts another /sys, without control groups.
on_host() {
  local n=$1
  shift
  if ((n == 1)); then "$@"; else nsenter --net="/run/netns/host$n" "$@"; fi
}

# start_host HOST: its containerd, kubelet and proxy.
start_host() {
  local n=$1 folder=$state/host$1
  mkdir -p "$folder/cni" "$folder/pods" "$folder/kubelet"
  cat >"$folder/cni/10-pods.conflist" <<JSON
{ "cniVersion": "0.4.0", "name": "pods", "plugins": [
  { "type": "ptp", "mtu": 1500, "ipam": { "type": "host-local", "dataDir": "$folder/addresses", "subnet": "10.244.$n.0/24",
    "routes": [{ "dst": "0.0.0.0/0" }] } }, { "type": "portmap", "capabilities": { "portMappings": true } } ] }
JSON
  cat >"$folder/containerd.toml" <<TOML
version = 2
root = "$folder/containerd"
state = "/run/host$n"
[grpc]
  address = "/run/host$n.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/zk-lab-test/pause:1"
  restrict_oom_score_adj = true
  disable_hugetlb_controller = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$state/registries"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/cni"
[plugins."io.containerd.internal.v1.opt"]
  path = "$folder/opt"
TOML
  cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $(host_address "$n")
healthzBindAddress: $(host_address "$n")
authentication: { anonymous: { enabled: true }, webhook: { enabled: false } }
authorization: { mode: AlwaysAllow }
clusterDNS: ["$(host_address 1)"]
clusterDomain: cluster.local
resolvConf: /etc/resolv.conf
cgroupDriver: cgroupfs
cgroupRoot: /$(cluster_cgroup)
cgroupsPerQOS: false
enforceNodeAllocatable: []
oomScoreAdj: 0
failSwapOn: false
podLogsDir: $folder/pods
volumePluginDir: $folder/plugins
containerRuntimeEndpoint: unix:///run/host$n.sock
nodeStatusUpdateFrequency: 3s
evictionHard: { "nodefs.available": "0%", "imagefs.available": "0%", "memory.available": "10Mi" }
imageGCHighThresholdPercent: 100
syncFrequency: 10s
YAML
  on_host "$n" true
  (start_on "$n" "host$n-containerd" containerd --config "$folder/containerd.toml")
  until_ready "host$n-containerd" 30 ctr --address "/run/host$n.sock" version
  ctr --address "/run/host$n.sock" --namespace k8s.io images import "$state/pause.tar" >/dev/null
  start_kubelet "$n"
  start_on "$n" "host$n-proxy" "$kubernetes_bin/kube-proxy" --kubeconfig "$state/kubeconfig" --proxy-mode iptables \
    --hostname-override "host$n" --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0s \
    --conntrack-tcp-timeout-close-wait 0s --healthz-bind-address "$(host_address "$n"):10256" \
    --metrics-bind-address "127.0.0.1:1024$n"
}

start_kubelet() { # HOST
  local n=$1 folder=$state/host$1
  start_on "$n" "host$n-kubelet" "$kubernetes_bin/kubelet" --kubeconfig "$state/kubeconfig" --config "$folder/kubelet.yaml" \
    --root-dir "$folder/kubelet" --cert-dir "$folder/certificates" --hostname-override "host$n" --node-ip "$(host_address "$n")"
}

start_on() { # HOST NAME COMMAND…
  local n=$1 name=$2
  shift 2
  if ((n == 1)); then
    daemon "$name" "$@"
  else
    daemon "$name" nsenter --net="/run/netns/host$n" "$@"
  fi
}

cluster_cgroup() { echo "zk-lab-test-kubernetes-${state//\//-}"; }

# make_pause: the image that holds a pod open, with the engine of this lane.
make_pause() {
  tar -C "$kubernetes_bin" -cf - pause | docker import --change 'ENTRYPOINT ["/pause"]' - zk-lab-test/pause:1 >/dev/null
  docker save --output "$state/pause.tar" zk-lab-test/pause:1
}

start_cluster() { # HOSTS
  local n
  start_network
  for ((n = 2; n <= $1; n++)); do plug "$n"; done
  make_pause
  start_registry
  start_control_plane
  ln -s "$kubernetes_bin" "$state/bin"
  for ((n = 1; n <= $1; n++)); do start_host "$n"; done
  await 60 nodes_ready "$1" || unavailable "the hosts are not ready: $(as_admin get nodes 2>&1 | tail -n 2)"
  for ((n = 1; n <= $1; n++)); do start_policies "$n"; done
}

# start_policies HOST: has NetworkPolicies in force there. It asks the cluster for its host first; one that is lost keeps its rules.
start_policies() {
  start_on "$1" "host$1-policies" "$kubernetes_bin/policies" --kubeconfig "$state/kubeconfig" --hostname-override "host$1"
}

nodes_ready() { [[ $(as_admin get nodes --no-headers 2>/dev/null | grep -cw Ready) == "$1" ]]; }

# end_host HOST: as one whose plug is pulled: its kubelet, its containers, its network.
end_host() {
  local n=$1 name
  for name in kubelet proxy; do end_process "$(cat "$state/host$n-$name.pid")" 10; done
  ctr --address "/run/host$n.sock" --namespace k8s.io tasks ls -q 2>/dev/null |
    xargs -r -n 1 ctr --address "/run/host$n.sock" --namespace k8s.io tasks kill --signal KILL >/dev/null 2>&1 || :
  end_process "$(cat "$state/host$n-containerd.pid")" 10
}

# end_cluster: all that runs of it. Its folder goes with the lane.
end_cluster() {
  local file n=1
  while [[ -e $state/host$n-kubelet.pid ]]; do
    end_host "$n"
    # shellcheck disable=SC2013
    for pid in $(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' | sed -n "s/.*containerd-shim.*-address \/run\/host$n\.sock.*//p"); do kill -KILL "$pid" || :; done
    n=$((n + 1))
  done
  for file in "$state"/*.pid; do end_process "$(cat "$file")" 10; done
  ! mountpoint -q /tmp/hostpath_pv || umount --recursive /tmp/hostpath_pv
  rmdir /tmp/hostpath_pv 2>/dev/null || :
  findmnt --raw --noheadings --output TARGET | grep -F "$state/" | sort -r | xargs -r umount --lazy 2>/dev/null || :
  find /sys/fs/cgroup -depth -type d \( -path "*/$(cluster_cgroup)" -o -path "*/$(cluster_cgroup)/*" \) -exec rmdir {} + 2>/dev/null || :
}
