package terms_test

import (
	"math/big"
	"reflect"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"

	"pgregory.net/rapid"
)

// due is what tiers pay on a total, worked out in fractions by another way than the engine's.
func due(tiers []terms.Tier, total int64, m money.Mode) int64 {
	sum := new(big.Rat)
	for i, t := range tiers {
		to := total
		if i+1 < len(tiers) {
			to = min(total, tiers[i+1].From)
		}
		if slice := to - t.From; slice > 0 || i == 0 {
			sum.Add(sum, new(big.Rat).Mul(big.NewRat(slice, 1), fraction(t.Rate)))
		}
	}
	return rounded(sum, m)
}

func fraction(r money.Rate) *big.Rat {
	f, ok := new(big.Rat).SetString(r.String())
	if !ok {
		panic(r.String())
	}
	return f
}

func rounded(v *big.Rat, m money.Mode) int64 {
	size := new(big.Rat).Abs(v)
	two := new(big.Rat).Mul(size, big.NewRat(2, 1))
	floor := new(big.Int).Quo(size.Num(), size.Denom())
	rest := new(big.Rat).Sub(two, new(big.Rat).SetInt(new(big.Int).Lsh(floor, 1))) // twice the part after the point
	if c := rest.Cmp(big.NewRat(1, 1)); c > 0 || c == 0 && (m == money.HalfUp || floor.Bit(0) == 1) {
		floor.Add(floor, big.NewInt(1))
	}
	return floor.Int64() * int64(v.Sign())
}

func TestMarginalSumsToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := terms.Terms{Currency: "EUR", Rounding: mode(t), Rules: []terms.Rule{moneyTiers(t, terms.Marginal)}}
		plan.Rules[0].Window, plan.Rules[0].Basis = terms.Lifetime, terms.Collected
		e := compiled(t, plan)
		var sheet terms.Sheet
		var out terms.Result
		var total, paid int64
		for _, base := range rapid.SliceOf(base(true)).Draw(t, "bases") {
			e.Pay(&terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: base}, &sheet, &out)
			total, paid = total+base, paid+out.Amount
			if want := due(plan.Rules[0].Tiers, total, plan.Rounding); paid != want {
				t.Fatalf("%d paid on %d, want %d", paid, total, want)
			}
		}
	})
}

func TestCliffPaysTheWholeFeeAtTheRateReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := terms.Terms{Currency: "EUR", Rounding: mode(t), Rules: []terms.Rule{moneyTiers(t, terms.Cliff)}}
		plan.Rules[0].Window, plan.Rules[0].Basis = terms.Lifetime, terms.Collected
		e := compiled(t, plan)
		var sheet terms.Sheet
		var out terms.Result
		var total int64
		for _, base := range rapid.SliceOf(base(false)).Draw(t, "bases") {
			e.Pay(&terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: base}, &sheet, &out)
			total += base
			at := terms.Tier{}
			for _, tier := range plan.Rules[0].Tiers {
				if total >= tier.From {
					at = tier
				}
			}
			if want := rounded(new(big.Rat).Mul(big.NewRat(base, 1), fraction(at.Rate)), plan.Rounding); out.Amount != want {
				t.Fatalf("%d paid on %d of %d, want %d", out.Amount, base, total, want)
			}
		}
	})
}

func TestMN02PartsOfAnInvoiceSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := terms.Terms{Currency: "KWD", Rounding: mode(t), Rules: []terms.Rule{{Kind: terms.PercentOnce, Rate: anyRate(t, 1)}}}
		e := compiled(t, plan)
		var out terms.Result
		var before, paid int64
		for _, part := range rapid.SliceOfN(base(false), 1, 12).Draw(t, "parts") {
			e.Pay(&terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: part, InvoiceBefore: before, First: true}, nil, &out)
			before, paid = before+part, paid+out.Amount
		}
		e.Pay(&terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: before, First: true}, nil, &out)
		if paid != out.Amount {
			t.Fatalf("parts pay %d, the whole %d", paid, out.Amount)
		}
	})
}

func TestReversingEverythingLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := terms.Earned{Base: rapid.Int64Range(1, money.Max).Draw(t, "base"), Rounding: mode(t)}
		line.Amount = rapid.Int64Range(-line.Base, line.Base).Draw(t, "amount")
		for line.TakenBase < line.Base {
			credit := rapid.Int64Range(1, line.Base).Draw(t, "credit")
			if rapid.IntRange(0, 5).Draw(t, "all") == 0 {
				credit = money.Max
			}
			amount, used := terms.Reverse(line, credit)
			line.TakenAmount -= amount
			line.TakenBase += used
			if used > credit || amount > 0 && line.Amount > 0 || amount < 0 && line.Amount < 0 {
				t.Fatalf("a credit of %d uses %d and takes %d of %+v", credit, used, amount, line)
			}
		}
		if line.TakenAmount != line.Amount || line.TakenBase != line.Base {
			t.Fatalf("not all is taken back: %+v", line)
		}
		if amount, used := terms.Reverse(line, 1); amount != 0 || used != 0 {
			t.Fatalf("more than all is taken back: %d of %d", amount, used)
		}
	})
}

// TestAnyPlanAndAnyEvents: whatever Check lets pass is paid without a fault, the same with and without reasons, in one go
// and in any batches, never above its cap, and with reasons that add up.
func TestAnyPlanAndAnyEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, events := anyTerms(t), anyEvents(t)
		full, quick := compiled(t, plan), compiled(t, plan)
		var a, b terms.Sheet
		var out, fast terms.Result
		for i := range events {
			full.Pay(&events[i], &a, &out)
			if rapid.IntRange(0, 3).Draw(t, "batch") == 0 {
				quick = compiled(t, plan) // another run, on what was kept
			}
			quick.PayAmount(&events[i], &b, &fast)
			reason := out.Reason
			out.Reason = terms.Reason{}
			if !reflect.DeepEqual(out, fast) {
				t.Fatalf("with reasons %+v, without %+v", out, fast)
			}
			sound(t, plan, &out, &reason)
			belowCap(t, plan, full, events[i].Day, &a)
		}
	})
}

// sound holds a line against its reason.
func sound(t *rapid.T, plan terms.Terms, out *terms.Result, r *terms.Reason) {
	if r.Amount() != out.Amount || r.Nothing != out.Nothing || (out.Amount == 0) != (out.Nothing != "") {
		t.Fatalf("the line says %+v, the reason %+v", out, r)
	}
	if len(r.Tree(nil)) == 0 || out.Posts() && r.Label == "" {
		t.Fatalf("not explained: %+v", r)
	}
	var slices int64
	for _, b := range r.Bands {
		slices += b.Slice
	}
	if len(r.Bands) > 0 && slices != r.Base || r.Due1-r.Due0 != 0 && r.Due1-r.Due0 != r.Result {
		t.Fatalf("does not add up: %+v", r)
	}
	for _, l := range r.Losers {
		if l.Amount > r.Result && r.Base >= 0 {
			t.Fatalf("%+v pays more than %+v", l, r)
		}
	}
}

// belowCap needs bases that are not negative: taking back below zero only lowers what is earned.
func belowCap(t *rapid.T, plan terms.Terms, e *terms.Engine, day calendar.Day, sheet *terms.Sheet) {
	if plan.Cap == nil || day < start {
		return
	}
	if got := sheet.Tally(terms.AllRules, e.WindowOf(terms.AllRules, day)).Earned; got > plan.Cap.Amount {
		t.Fatalf("%d is paid, the cap is %d", got, plan.Cap.Amount)
	}
}

// TestRerateIsWhatPayGives: working a line out again as its window stood gives the line.
func TestRerateIsWhatPayGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, events := anyTerms(t), anyEvents(t)
		plan.Rules, plan.Cap, plan.Floor = plan.Rules[:1], nil, nil
		if plan.Rules[0].Kind != terms.Tiered {
			t.Skip("no tiers")
		}
		e := compiled(t, plan)
		var sheet terms.Sheet
		var out terms.Result
		for i := range events {
			ev := &events[i]
			e.Pay(ev, &sheet, &out)
			if out.Window.IsZero() {
				continue
			}
			amount, rate := e.Rerate(1, out.Reason.Before, out.Base, ev.InvoiceBefore)
			reason, _ := e.Rerated(1, 7, &out.Reason, out.Reason.Before, out.Amount)
			if amount != out.Amount || rate != out.Rate || reason.Amount() != 0 || !reflect.DeepEqual(reason.Bands, out.Reason.Bands) {
				t.Fatalf("paid %+v, again %d at %s: %+v", out, amount, rate, reason)
			}
		}
	})
}
