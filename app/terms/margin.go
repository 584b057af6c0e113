package terms

import "rapport/app/money"

// base is what a rule takes of a fee: the fee, or its margin. before is the same of what came before on the invoice.
func (r *Rule) base(ev *Event, m money.Mode) (base, before, cost int64) {
	if r.Basis != OnMargin {
		return ev.Base, ev.InvoiceBefore, 0
	}
	if r.CostRate.IsZero() {
		// A cost that was stated belongs to its own receipt alone, and so does the rounding.
		cost = min(ev.Cost, max(0, ev.Base))
		return ev.Base - cost, 0, cost
	}
	margin := func(x int64) int64 { return x - r.CostRate.Of(x, m) }
	before = margin(ev.InvoiceBefore)
	base = margin(plus(ev.InvoiceBefore, ev.Base)) - before
	return base, before, ev.Base - base
}
