#!/usr/bin/env bash
# Makes the kernel and the first files of the test VM from Debian's packages, below the folder given, and says on its last line where they lie.
# What is there already is kept: the kernel as long as Debian's version and this script stay, the first files as long as Guest/ does.
# Exit code 3: this machine can't have the VM; the last line says why. README.md tells the rest.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { echo "usage: make-vm.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
cache=$(cd "$1" && pwd)

say() { printf '%s\n' "$*" >&2; }
unable() { printf '%s\n' "$*"; exit 3; }
# apt-get leaves its errors in the log, which is shown when a step fails.
log=$cache/make.log

[ "$(uname -m)" = x86_64 ] || unable "the test VM is a 64-bit PC that uses this machine's own programs, and this machine is $(uname -m)"
for needed in qemu-system-x86_64:qemu-system-x86 gcc:gcc gencat:libc6-dev make:make strip:binutils xz:xz-utils apt-get:apt dpkg-deb:dpkg flock:util-linux; do
  command -v "${needed%%:*}" >/dev/null || unable "${needed%%:*} is missing: install ${needed##*:}, or run ./arena test, which does"
done

exec 9>"$cache/lock"
flock 9

# --- kernel -------------------------------------------------------------------------------------------------------------------------

modules=(
  drivers/virtio/virtio_ring drivers/virtio/virtio drivers/virtio/virtio_pci_modern_dev drivers/virtio/virtio_pci_legacy_dev drivers/virtio/virtio_pci
  fs/netfs/netfs fs/fscache/fscache net/9p/9pnet net/9p/9pnet_virtio fs/9p/9p fs/configfs/configfs drivers/i2c/i2c-dev
)
sources=(drivers/gpio/gpio-sim.c drivers/gpio/gpiolib.h kernel/irq/irq_sim.c)

# The kernel that Debian ships now; 6.1 is the series whose gpio-sim is known to build as a module.
find_kernel() {
  release=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/^ *Depends: linux-image-\(6\.1\..*-amd64\)$/\1/p' | head -n 1)
  [ -n "$release" ] || unable "apt knows no kernel 6.1 (Debian 12): run 'apt-get update', or this is another system"
  version=$(apt-cache show "linux-image-$release" | sed -n 's/^Version: //p' | head -n 1)
  kernel=$cache/linux-$version-$(sha256sum "${BASH_SOURCE[0]}" | cut -c1-12)
}

download() {
  (cd "$work" && apt-get download -q -o APT::Sandbox::User="$(id -un)" "linux-image-$release=$version" "linux-headers-$release=$version" \
    "linux-headers-${release%-amd64}-common=$version" "linux-kbuild-6.1=$version" "linux-compiler-gcc-12-x86=$version" "linux-source-6.1=$version" busybox-static) >>"$log" 2>&1
}

# apt's lists may be older than what the mirrors still have.
refresh() {
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update >>"$log" 2>&1 && find_kernel
}

# one PACKAGE: the only file of it that was downloaded.
one() { echo "$1"_*.deb; }

make_kernel() {
  cd "$work"
  local built=lib/modules/$release/kernel module
  mkdir made made/modules
  dpkg-deb --fsys-tarfile "$(one busybox-static)" | tar -xO ./bin/busybox >made/busybox
  chmod +x made/busybox
  local packed=("${modules[@]/%/.ko}" drivers/i2c/i2c-stub.ko)
  dpkg-deb --fsys-tarfile "$(one "linux-image-$release")" | tar -x "./boot/vmlinuz-$release" "${packed[@]/#/./$built/}"
  mv "boot/vmlinuz-$release" made/vmlinuz
  for module in "${modules[@]}"; do
    mv "$built/$module.ko" made/modules/
    echo "${module##*/}.ko" >>made/modules/order
  done
  mv "$built/drivers/i2c/i2c-stub.ko" made/modules/

  # No Debian kernel has gpio-sim. Its source has, with the one function it uses of the kernel that modules may not call replaced.
  local headers=usr/src/linux-headers-$release package
  for package in "linux-headers-$release" "linux-headers-${release%-amd64}-common" linux-kbuild-6.1 linux-compiler-gcc-12-x86; do
    dpkg-deb -x "$(one "$package")" .
  done
  sed -i "s|^include /usr/src|include $work/usr/src|" "$headers/Makefile"
  dpkg-deb --fsys-tarfile "$(one linux-source-6.1)" | tar -xO ./usr/src/linux-source-6.1.tar.xz >source.tar.xz
  tar -xJf source.tar.xz --occurrence=1 "${sources[@]/#/linux-source-6.1/}"
  mkdir gpio-sim
  mv "${sources[@]/#/linux-source-6.1/}" gpio-sim/
  sed -i 's/irq_to_desc(irqnum)/irq_data_to_desc(irq_get_irq_data(irqnum))/' gpio-sim/irq_sim.c
  printf 'obj-m := arena-gpio-sim.o\narena-gpio-sim-y := gpio-sim.o irq_sim.o\n' >gpio-sim/Kbuild
  make -C "$headers" M="$work/gpio-sim" modules
  mv gpio-sim/arena-gpio-sim.ko made/modules/
  echo arena-gpio-sim.ko >>made/modules/order
  strip -g made/modules/*.ko
}

work=$(mktemp -d "${TMPDIR:-/tmp}/arena-vm.XXXXXX")
trap 'rm -rf "$work"' EXIT
find_kernel
if [ ! -d "$kernel" ]; then
  say "Making the test VM's kernel, Linux $version, from Debian's packages (225 MB, a minute or two; only once) ..."
  : >"$log"
  download || { refresh && download; } || unable "Debian's kernel packages could not be downloaded: $(tail -n 1 "$log")"
  # Not behind ||, where bash would go on after a failed step.
  set +e
  (set -e; make_kernel) >>"$log" 2>&1
  code=$?
  set -e
  if [ $code -ne 0 ]; then
    tail -n 15 "$log" >&2
    say "make-vm.sh: the kernel could not be made; the whole output is in $log."
    exit 1
  fi
  rm -rf "$cache"/linux-*
  mv "$work/made" "$kernel"
fi

# --- first files --------------------------------------------------------------------------------------------------------------------

start=$kernel/start-$(cat "$here/Guest/init" "$here/Guest/field.c" | sha256sum | cut -c1-12).cpio
if [ ! -e "$start" ]; then
  root=$work/root
  mkdir -p "$root"/bin "$root"/dev "$root"/proc "$root"/sys "$root"/host
  gcc -O1 -static -Wall -Wextra -Werror -o "$root/bin/field" "$here/Guest/field.c"
  install -m 755 "$kernel/busybox" "$root/bin/busybox"
  install -m 755 "$here/Guest/init" "$root/init"
  ln -s busybox "$root/bin/sh"
  cp -r "$kernel/modules" "$root/modules"
  rm -f "$kernel"/start-*.cpio
  (cd "$root" && find . | "$kernel/busybox" cpio -o -H newc) >"$work/start.cpio" 2>>"$log"
  mv "$work/start.cpio" "$start"
fi

echo "$start"
