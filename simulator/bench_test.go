package simulator_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"sereda/simulator"
)

// BenchmarkSendMessage measures one call without the network.
func BenchmarkSendMessage(b *testing.B) {
	tg := simulator.New(simulator.Options{LogLimit: 1000, History: 100})
	tg.User(7, simulator.UserSpec{}).Start("")
	body := []byte(`{"chat_id":7,"text":"<b>Тижневий план</b> подано","parse_mode":"HTML","reply_markup":` +
		`{"inline_keyboard":[[{"text":"Переглянути","callback_data":"p:1"},{"text":"Назад","callback_data":"b"}]]}}`)
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequest(http.MethodPost, "/bot"+tg.Token()+"/sendMessage", bytes.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		tg.ServeHTTP(w, req)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body.String())
		}
	}
}

// BenchmarkUpdate measures a person's message from the press of send to its acknowledgement.
func BenchmarkUpdate(b *testing.B) {
	tg := simulator.New(simulator.Options{LogLimit: 1000, History: 100})
	u := tg.User(7, simulator.UserSpec{})
	b.ReportAllocs()
	for b.Loop() {
		u.Send("План на тиждень")
		req := httptest.NewRequest(http.MethodGet, "/bot"+tg.Token()+"/getUpdates?offset=-1", nil)
		tg.ServeHTTP(httptest.NewRecorder(), req)
	}
}

// BenchmarkOverHTTP measures calls over the loopback, from as many connections as there are cores.
func BenchmarkOverHTTP(b *testing.B) {
	tg := simulator.New(simulator.Options{LogLimit: 1000, History: 100, VerifyEvery: 100})
	if err := tg.Start(""); err != nil {
		b.Fatal(err)
	}
	defer tg.Close()
	tg.User(7, simulator.UserSpec{}).Start("")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			resp, err := client.Post(tg.URL()+"/bot"+tg.Token()+"/sendMessage", "application/json",
				bytes.NewReader([]byte(`{"chat_id":7,"text":"Тижневий план подано"}`)))
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	})
}
