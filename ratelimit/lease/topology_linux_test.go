package lease

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/jobvet/jobvet/internal/daemon"
)

// uses has a limiter on a client's store, and tries it.
func uses(t *testing.T, c redis.UniversalClient, name string) *Limiter {
	t.Helper()
	l, err := New(t.Context(), c, name, 1000, 200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = l.Close(ctx) // the store may be gone
	})
	eventually(t, name, l.TryAcquire)
	return l
}

// TestTLS has a port that speaks TLS only.
func TestTLS(t *testing.T) {
	pair := httptest.NewUnstartedServer(nil)
	pair.StartTLS() // for its certificate of 127.0.0.1
	defer pair.Close()
	dir := t.TempDir()
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := x509.MarshalPKCS8PrivateKey(pair.TLS.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert := write("cert", "CERTIFICATE", pair.Certificate().Raw)
	port, err := daemon.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	server(t, 0, "--tls-port", fmt.Sprint(port), "--tls-cert-file", cert, "--tls-key-file", write("key", "PRIVATE KEY", key),
		"--tls-ca-cert-file", cert, "--tls-auth-clients", "no")
	o := options(port)
	if _, err := New(t.Context(), client(t, o), "plain", 10, 10); err == nil {
		t.Error("a client without TLS has no error")
	}
	o = options(port)
	o.TLSConfig = &tls.Config{RootCAs: x509.NewCertPool()}
	if _, err := New(t.Context(), client(t, o), "unknown", 10, 10); err == nil {
		t.Error("a client that does not know the certificate has no error")
	}
	o = options(port)
	roots := x509.NewCertPool()
	roots.AddCert(pair.Certificate())
	o.TLSConfig = &tls.Config{RootCAs: roots}
	uses(t, client(t, o), "secret")
}

// TestSentinel kills the master of a replica that a Sentinel watches.
func TestSentinel(t *testing.T) {
	master := server(t, 0)
	replica := server(t, 0, "--replicaof", fmt.Sprintf("127.0.0.1 %d", master.Port))
	port, err := daemon.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	path, err := daemon.Look("redis-server")
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("port %d\nbind 127.0.0.1\nsentinel monitor it 127.0.0.1 %d 1\nsentinel down-after-milliseconds it 500\nsentinel failover-timeout it 5000\n", port, master.Port)
	sentinel, err := daemon.StartIn(t.Context(), "sentinel-", port, func(dir string) *exec.Cmd {
		file := filepath.Join(dir, "sentinel.conf")
		if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
			t.Error(err)
		}
		return exec.Command(path, file, "--sentinel")
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sentinel.Stop() })
	watch := redis.NewSentinelClient(options(port))
	defer watch.Close()
	eventually(t, "the Sentinel knows the replica", func() bool {
		replicas, err := watch.Replicas(t.Context(), "it").Result()
		return err == nil && len(replicas) == 1 && replicas[0]["master-link-status"] == "ok"
	})
	c := redis.NewFailoverClient(&redis.FailoverOptions{MasterName: "it", SentinelAddrs: []string{daemon.Address(port)}, ContextTimeoutEnabled: true})
	defer c.Close()
	l := uses(t, c, "watched")
	if err := master.Stop(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the old master's permits end", func() bool { l.TryAcquireUpTo(200); return l.Stats().Away })
	eventually(t, "the new master grants", l.TryAcquire)
	if err := replica.Stop(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the new master's permits end", func() bool { l.TryAcquireUpTo(200); return l.Stats().Away })
}

// TestCluster has limits on the nodes of a cluster, one of which hands over to its replica.
func TestCluster(t *testing.T) {
	const masters = 3
	var nodes []*redis.Client
	var addresses []string
	for range masters + 1 {
		s := server(t, 0, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000")
		nodes = append(nodes, client(t, options(s.Port)))
		addresses = append(addresses, daemon.Address(s.Port))
	}
	ctx := t.Context()
	for i, node := range nodes {
		if host, port, ok := strings.Cut(addresses[0], ":"); ok && i > 0 {
			if err := node.ClusterMeet(ctx, host, port).Err(); err != nil {
				t.Fatal(err)
			}
		}
		if i < masters {
			if err := node.ClusterAddSlotsRange(ctx, 16384*i/masters, 16384*(i+1)/masters-1).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	id, err := nodes[0].ClusterMyID(ctx).Result()
	if err != nil {
		t.Fatal(err)
	}
	replica := nodes[masters]
	eventually(t, "the replica knows its master", func() bool { return replica.ClusterReplicate(ctx, id).Err() == nil })
	for _, node := range nodes {
		eventually(t, "the cluster is ready", func() bool {
			info, err := node.ClusterInfo(ctx).Result()
			return err == nil && strings.Contains(info, "cluster_state:ok")
		})
	}
	c := redis.NewClusterClient(&redis.ClusterOptions{Addrs: addresses, ContextTimeoutEnabled: true})
	defer c.Close()
	used := map[string]*Limiter{} // by the node that has it
	for i := 0; len(used) < masters; i++ {
		name := fmt.Sprint("limit", i)
		node, err := c.MasterForKey(ctx, DefaultPrefix+"{"+name+"}")
		if err != nil {
			t.Fatal(err)
		}
		if used[node.Options().Addr] == nil {
			used[node.Options().Addr] = uses(t, c, name)
		}
	}
	eventually(t, "the replica takes over", func() bool { return replica.ClusterFailover(ctx).Err() == nil })
	eventually(t, "it is the master", func() bool { return strings.Contains(replica.Info(ctx, "replication").Val(), "role:master") })
	for address, l := range used {
		for range 5 {
			eventually(t, "the limit of "+address, func() bool { return l.TryAcquireN(100) })
		}
	}
}
