package broker

import (
	"context"
	"strings"

	"github.com/twmb/franz-go/pkg/kfake"
)

// topics are what the programs of Kafka's frameworks use, and partitions how many each has.
var topics = []string{"limited", "unlimited"}

const partitions = 4

// clusters are in this process, one for each space.
type clusters struct{ running []*kfake.Cluster }

// Kafka starts clusters in this process that speak Kafka's protocol: franz-go's kfake.
func Kafka(context.Context) (Broker, error) { return new(clusters), nil }

func (c *clusters) Space(context.Context) (string, error) {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(partitions, topics...))
	if err != nil {
		return "", err
	}
	c.running = append(c.running, cluster)
	return "kafka://" + strings.Join(cluster.ListenAddrs(), ","), nil
}

func (c *clusters) Version() string { return "franz-go's kfake" }

func (c *clusters) Stop() error {
	for _, cluster := range c.running {
		cluster.Close()
	}
	return nil
}
