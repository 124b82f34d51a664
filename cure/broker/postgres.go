package broker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jobvet/jobvet/internal/daemon"
)

type postgres struct {
	*daemon.Process
	bin        string
	as         *syscall.Credential
	port, next int
	version    string
}

// PostgreSQL starts a PostgreSQL server that does not wait for its disk. It does not
// run as root; where this process does, the user postgres runs it.
func PostgreSQL(ctx context.Context) (Broker, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	p := &postgres{bin: bin}
	dir, err := os.MkdirTemp("", "cure-postgres-")
	if err != nil {
		return nil, err
	}
	if err := p.start(ctx, dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return p, nil
}

func (p *postgres) start(ctx context.Context, dir string) error {
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return fmt.Errorf("PostgreSQL does not run as root: %w", err)
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			return err
		}
		gid, err := strconv.Atoi(u.Gid)
		if err != nil {
			return err
		}
		p.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return err
		}
	}
	said, err := p.command("postgres", "--version").Output()
	if err != nil {
		return err
	}
	// postgres (PostgreSQL) 15.18 (Debian ...)
	_, version, _ := strings.Cut(string(said), ") ")
	version, _, _ = strings.Cut(strings.TrimSpace(version), " ")
	p.version = "PostgreSQL " + version
	data := filepath.Join(dir, "data")
	if out, err := p.command("initdb", "-D", data, "-U", "cure", "-A", "trust", "--no-sync", "--locale=C").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if p.port, err = daemon.FreePort(); err != nil {
		return err
	}
	p.Process, err = daemon.Start(ctx, dir, p.port, p.command("postgres", "-D", data, "-h", "127.0.0.1", "-p", strconv.Itoa(p.port),
		"-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"))
	return err
}

func (p *postgres) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir = os.TempDir()
	if p.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.as}
	}
	return cmd
}

func (p *postgres) Space(ctx context.Context) (string, error) {
	p.next++
	name := fmt.Sprintf("cure%d", p.next)
	for tries := 1; ; tries++ {
		out, err := p.command("createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(p.port), "-U", "cure", "--maintenance-db=postgres", name).CombinedOutput()
		if err == nil {
			return fmt.Sprintf("postgres://cure@%s/%s?sslmode=disable", daemon.Address(p.port), name), nil
		}
		// A server that listens already may not be ready yet.
		if tries == 20 {
			return "", fmt.Errorf("createdb: %w\n%s", err, out)
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (p *postgres) Version() string { return p.version }

// postgresBin returns the folder with the server and its tools, the newest if there
// are several: Debian has none of them in the path.
func postgresBin() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("initdb"); err == nil && len(found) == 0 {
		found = append(found, path)
	}
	if len(found) == 0 {
		return "", fmt.Errorf("PostgreSQL: %w", ErrMissing)
	}
	return filepath.Dir(found[len(found)-1]), nil
}
