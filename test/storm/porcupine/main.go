// Judges histories of one znode with porcupine, an independent checker of linearizability, by the same rules as
// storm/judge/znode-model.ts. Reads a JSON array of histories, writes a JSON array of booleans.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/anishathalye/porcupine"
)

// What a client asked, and what it was told.
type call struct {
	Kind     string  `json:"kind"` // create, set, cas, final
	Value    *string `json:"value"`
	Expected int     `json:"expected"`
	Answer   string  `json:"answer"` // done, not done, unknown
	Why      string  `json:"why"`
	Version  int     `json:"version"`
	From     float64 `json:"from"`
	To       float64 `json:"to"`
}

type state struct {
	there   bool
	version int
	value   string
}

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

// What the znode is after a write that takes effect.
func written(s state, c call) state {
	if !s.there {
		return state{true, 0, text(c.Value)}
	}
	return state{true, s.version + 1, text(c.Value)}
}

func step(before, input, _ interface{}) (bool, interface{}) {
	s, c := before.(state), input.(call)
	if c.Kind == "final" {
		if c.Value == nil {
			return !s.there, s
		}
		return s.there && s.value == *c.Value && s.version == c.Version, s
	}
	possible := s.there
	switch c.Kind {
	case "create":
		possible = !s.there
	case "cas":
		possible = s.there && s.version == c.Expected
	}
	switch c.Answer {
	case "unknown":
		// It took effect or it did not; whether it could is all there is to know.
		if possible {
			return true, written(s, c)
		}
		return true, s
	case "not done":
		switch c.Why {
		case "no node":
			return !s.there && c.Kind != "create", s
		case "node exists":
			return s.there && c.Kind == "create", s
		}
		return s.there && c.Kind == "cas" && s.version != c.Expected, s
	}
	next := written(s, c)
	return possible && (c.Kind == "create" || next.version == c.Version), next
}

// Until when an operation may have taken effect: of one that nobody answered, for ever.
func until(c call) int64 {
	if c.Answer == "unknown" {
		return math.MaxInt64
	}
	return int64(c.To * 1000)
}

func main() {
	var histories [][]call
	if err := json.NewDecoder(os.Stdin).Decode(&histories); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	model := porcupine.Model{
		Init: func() interface{} { return state{} },
		Step: step,
	}
	verdicts := make([]bool, len(histories))
	for i, history := range histories {
		operations := make([]porcupine.Operation, len(history))
		for j, c := range history {
			operations[j] = porcupine.Operation{
				ClientId: j, Input: c, Output: nil, Call: int64(c.From * 1000), Return: until(c),
			}
		}
		switch porcupine.CheckOperationsTimeout(model, operations, time.Minute) {
		case porcupine.Ok:
			verdicts[i] = true
		case porcupine.Unknown:
			fmt.Fprintf(os.Stderr, "history %d: no verdict within a minute\n", i)
			os.Exit(1)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		os.Exit(1)
	}
}
