/** Stand-ins for commands that change a machine, each the body of a shell script that answers as CentOS 7.3's own does. */

/** Packages of the vault that are asked for, and the commands in them. */
const packages: Readonly<Record<string, string>> = {
  'openssh-server': 'sshd',
  'openssh-clients': 'ssh scp',
  'procps-ng': 'ps',
  'vim-minimal': 'vi',
  gzip: 'gzip',
  hostname: 'hostname',
  iproute: 'ip',
  less: 'less',
  tar: 'tar',
  wget: 'wget',
  which: 'which',
};

/**
 * yum 3.4.3: installs what it is asked for and nothing else. Of several packages those that it does not know only cost a
 * line; it fails if it knows none.
 */
export const yum = `
bin=/run/keep/bin
[ "$1 $2" = "-y install" ] || exit 0
shift 2
found=0
for package; do
  case $package in
${Object.entries(packages)
  .map(([name, commands]) => `  ${name}) commands='${commands}' ;;`)
  .join('\n')}
  *) echo "No package $package available."; continue ;;
  esac
  found=1
  for command in $commands; do
    type "$command" >/dev/null 2>&1 || { printf '#!/bin/bash\\n' >$bin/$command; chmod 755 $bin/$command; }
  done
done
[ $found = 1 ] || { echo "Error: Nothing to do" >&2; exit 1; }
echo "Complete!"`;

/** systemctl of systemd 219. Units are files in /etc/systemd/system, wherever the system has its own. */
export const systemctl = `
units=/etc/systemd/system
wants=$units/multi-user.target.wants
unit=\${2:-}
case $unit in *.*) ;; *) unit=$unit.service ;; esac
known() { [ -e $units/$unit ]; }
case $1 in
daemon-reload) ;;
stop) known || { echo "Failed to stop $unit: Unit $unit not loaded." >&2; exit 5; } ;;
start | restart) known || { echo "Failed to $1 $unit: Unit not found." >&2; exit 5; } ;;
enable)
  known || { echo "Failed to execute operation: No such file or directory" >&2; exit 1; }
  mkdir -p $wants
  [ -e $wants/$unit ] || { ln -s $units/$unit $wants/$unit; echo "Created symlink from $wants/$unit to $units/$unit." >&2; }
  ;;
disable)
  known || { echo "Failed to execute operation: No such file or directory" >&2; exit 1; }
  [ ! -L $wants/$unit ] || { rm $wants/$unit; echo "Removed symlink $wants/$unit." >&2; }
  ;;
*) echo "Unknown operation '$1'." >&2; exit 1 ;;
esac`;

/** service of initscripts 9.49, which hands on to systemctl. */
export const service = `
echo "Redirecting to /bin/systemctl $2  $1.service" >&2
exec systemctl "$2" "$1.service"`;
