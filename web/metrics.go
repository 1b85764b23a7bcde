package web

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are Sereda's figures. No label holds a person, chat or text.
type Metrics struct {
	registry *prometheus.Registry
	Updates  prometheus.Counter
	PutAside prometheus.Counter
	Letters  *prometheus.CounterVec
	Mail     *prometheus.CounterVec
}

// NewMetrics registers the figures with those of the process. waiting counts
// the letters of the outbox when asked, mail those by e-mail.
func NewMetrics(waiting, mail func() float64) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		Updates:  prometheus.NewCounter(prometheus.CounterOpts{Name: "sereda_updates_total", Help: "Updates committed."}),
		PutAside: prometheus.NewCounter(prometheus.CounterOpts{Name: "sereda_updates_put_aside_total", Help: "Updates that could not be handled."}),
		Letters:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sereda_letters_total", Help: "Letters by how their sending ended."}, []string{"ending"}),
	}
	m.Mail = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sereda_mail_total", Help: "Letters by e-mail by how their sending ended."}, []string{"ending"})
	m.registry.MustRegister(m.Updates, m.PutAside, m.Letters, m.Mail,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sereda_mail_waiting", Help: "Letters by e-mail that wait to be sent."}, mail),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sereda_outbox_waiting", Help: "Letters that wait to be sent."}, waiting),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
