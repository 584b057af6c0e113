package data

import "syscall"

// networkKind names the network file system a folder lies on, "" for a local one. Numbers from linux/magic.h.
func networkKind(dir string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return ""
	}
	switch uint32(st.Type) {
	case 0x6969:
		return "NFS"
	case 0x517b, 0xff534d42, 0xfe534d42:
		return "SMB"
	case 0x5346414f, 0x6b414653:
		return "AFS"
	case 0x00c36400:
		return "Ceph"
	}
	return ""
}

// mayMakeFiles tells why no file can be made in a folder; nil when one can.
func mayMakeFiles(dir string) error {
	const here, withEffectiveIDs, writeAndEnter = -100, 0x200, 2 | 1 // AT_FDCWD, AT_EACCESS, W_OK|X_OK
	return syscall.Faccessat(here, dir, writeAndEnter, withEffectiveIDs)
}

// freeSpace is how many bytes this person may still write on the drive of a folder; ok is false when it cannot be told.
func freeSpace(dir string) (bytes int64, ok bool) {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
