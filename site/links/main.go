// Command links checks that each link of a site leads to a file of the site, and to a
// place in it that exists. Links to other sites are counted and not followed.
//
//	go run ./links build/html
package main

import (
	"fmt"
	"io/fs"
	"log"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("links: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: links DIR")
	}
	bad, local, foreign, err := check(os.DirFS(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	for _, b := range bad {
		log.Print(b)
	}
	if bad != nil {
		log.Fatalf("%d of %d links lead nowhere", len(bad), local)
	}
	fmt.Printf("%d links lead to where they say; %d to other sites were not followed\n", local, foreign)
}

// A page is a file of HTML.
type page struct {
	ids   map[string]bool
	links []string
}

// check returns which links of the pages lead nowhere, and how many there are within the site and to others.
func check(site fs.FS) (bad []string, local, foreign int, err error) {
	pages := make(map[string]*page)
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		p, err := read(site, name)
		pages[name] = p
		return err
	})
	if err != nil {
		return nil, 0, 0, err
	}
	for name, p := range pages {
		base := &url.URL{Path: "/" + name}
		for _, link := range p.links {
			u, err := base.Parse(link)
			switch {
			case err != nil:
				bad = append(bad, fmt.Sprintf("%s: %v", name, err))
				continue
			case u.Host != "" || u.Scheme != "":
				foreign++
				continue
			}
			local++
			if why := missing(site, pages, u); why != "" {
				bad = append(bad, fmt.Sprintf("%s: %s: %s", name, link, why))
			}
		}
	}
	slices.Sort(bad)
	return bad, local, foreign, nil
}

// missing says what an address within the site lacks; "" if it leads somewhere.
func missing(site fs.FS, pages map[string]*page, u *url.URL) string {
	target := strings.TrimPrefix(path.Clean(u.Path), "/")
	if target == "" {
		target = "."
	}
	info, err := fs.Stat(site, target)
	if err == nil && info.IsDir() {
		target = path.Join(target, "index.html")
		_, err = fs.Stat(site, target)
	}
	if err != nil {
		return "there is no such file"
	}
	// The playground's fragments are names of examples.
	if p := pages[target]; p != nil && u.Fragment != "" && !p.ids[u.Fragment] && target != "playground/index.html" {
		return "there is no such place on the page"
	}
	return ""
}

// read returns what a page links to, and the places that it has.
func read(site fs.FS, name string) (*page, error) {
	f, err := site.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		return nil, err
	}
	p := &page{ids: map[string]bool{"__top": true, "": true}}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id", "name":
				p.ids[a.Val] = true
			case "href", "src":
				if n.Data != "base" {
					p.links = append(p.links, a.Val)
				}
			}
		}
	}
	return p, nil
}
