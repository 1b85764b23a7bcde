#!/bin/sh
# Installs Debian packages, as root, without what they would do to the machine
# besides: no service is started or enabled, no PostgreSQL cluster is made, no
# running service is restarted. Used by need.sh.
set -eu

policy=/usr/sbin/policy-rc.d
clusters=/etc/postgresql-common/createcluster.d
no_cluster=$clusters/sereda-no-main-cluster.conf
made_policy='' made_clusters=''

undo() {
	[ -z "$made_policy" ] || rm -f "$policy"
	rm -f "$no_cluster"
	# Only if it is empty: the package may have made it its own.
	[ -z "$made_clusters" ] || rmdir "$clusters" 2>/dev/null || true
}
trap undo EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The package scripts ask this program before they start a service; 101 is
# "no". One that is there already is an administrator's (or a container's) word.
if [ ! -e "$policy" ]; then
	made_policy=yes
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
fi

if [ ! -d "$clusters" ]; then
	made_clusters=yes
	mkdir -p "$clusters"
fi
echo 'create_main_cluster = false' >"$no_cluster"

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# Services that come with this installation, not with an earlier one.
new_services=
installed redis-server || new_services="$new_services redis-server"
installed postgresql-common || new_services="$new_services postgresql"

export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
install() { apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" </dev/null; }

# The lists may be missing (a fresh image) or too old to fetch by.
if ! apt-get install -s "$@" >/dev/null 2>&1 || ! install "$@"; then
	apt-get update -qq
	install "$@"
fi

for service in $new_services; do
	[ -e "/etc/init.d/$service" ] || continue
	if command -v systemctl >/dev/null; then
		systemctl disable --quiet "$service" # works on a stopped systemd too
	else
		update-rc.d "$service" disable
	fi
done
