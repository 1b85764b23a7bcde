package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFactsWithoutProse(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "spec.json")
	spec := `{"version":"Bot API 1","release_date":"1.1.2026","methods":{"send":{"returns":["Array of Message"],"fields":[
		{"name":"chat_id","types":["Integer|Float","String"],"required":true,"description":"Prose"},
		{"name":"text","types":["String"],"required":true,"description":"Text, 1-4096 characters after entities parsing"},
		{"name":"mode","types":["\"HTML\"","\"None\""],"description":"Prose"},
		{"name":"ids","types":["Array of Integer|Float"],"description":"A JSON-serialized list of 1-100 identifiers"},
		{"name":"markup","types":["Markup","{ toJSON(): M }"],"description":"Prose"},
		{"name":"limit","types":["Integer|Float"],"description":"Values between 1-100 are accepted"}]}},
		"types":{"Any":{"subtypes":["A","B"],"fields":[]}}}`
	if err := os.WriteFile(path, []byte(spec), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(path, &out); err != nil {
		t.Fatal(err)
	}
	want := `{
"version": "Bot API 1",
"released": "1.1.2026",
"source": "facts derived from npm package @gramio/types",
"licence": "MIT",
"methods": {
"send": {"returns":"[]Message","fields":{"chat_id":"Number|String!","ids":"[]Number 1-100 items","limit":"Number 1-100","markup":"Markup","mode":"'HTML'|'None'","text":"String! 1-4096 characters parsed"}}
},
"types": {
"Any": {"subtypes":["A","B"]}
}
}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}
