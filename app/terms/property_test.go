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
			e.Pay(0, &terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: base}, &sheet, &out)
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
			e.Pay(0, &terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: base}, &sheet, &out)
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
			e.Pay(0, &terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: part, InvoiceBefore: before, First: true}, nil, &out)
			before, paid = before+part, paid+out.Amount
		}
		e.Pay(0, &terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: before, First: true}, nil, &out)
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
// and in any batches, never above its caps, and with reasons that add up.
func TestAnyPlanAndAnyEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, events := anyTerms(t), anyEvents(t)
		full, quick := compiled(t, plan), compiled(t, plan)
		var a, b terms.Sheet
		var out, fast terms.Result
		for i := range events {
			again := rapid.IntRange(0, 3).Draw(t, "batch") == 0
			for part := range full.Parts() {
				full.Pay(part, &events[i], &a, &out)
				if again {
					quick = compiled(t, plan) // another run, on what was kept
				}
				quick.PayAmount(part, &events[i], &b, &fast)
				reason, up := out.Reason, out.Up
				out.Reason, out.Up = terms.Reason{}, nil
				if !reflect.DeepEqual(out, fast) {
					t.Fatalf("with reasons %+v, without %+v", out, fast)
				}
				sound(t, plan, &out, &reason)
				if up == nil && out.TrueUp != 0 || up != nil && (up.Amount() != out.TrueUp || len(up.Tree(nil)) == 0) {
					t.Fatalf("the true-up is %d, its reason %+v", out.TrueUp, up)
				}
			}
			belowCap(t, plan, full, events[i].Day, &a)
		}
		duesOnce(t, plan, full, &a)
	})
}

// duesOnce: the periods that are due are paid once, never above a cap, and the whole amount of each is accounted for.
func duesOnce(t *rapid.T, plan terms.Terms, e *terms.Engine, sheet *terms.Sheet) {
	var out terms.Result
	for again := range 2 {
		_ = e.Dues(start+400, start+350, func(d terms.Due) error {
			e.PayDue(&d, sheet, &out)
			if out.Base != 0 && again > 0 || out.Amount > d.Amount || d.Served.From < start || d.Served.To > start+351 || d.Amount > plan.Rules[d.Rule-1].Flat {
				t.Fatalf("the period %+v pays %+v", d, out)
			}
			if out.Base != 0 && (out.Reason.Amount() != out.Amount || len(out.Reason.Tree(nil)) == 0) {
				t.Fatalf("the line says %d, the reason %+v", out.Amount, out.Reason)
			}
			belowCap(t, plan, e, d.Day, sheet)
			return nil
		})
	}
}

// TestPayingBySumsForgetsTheOrder: a bonus, and tiers at a cliff with true-up, pay the same in whatever order the fees of a window come,
// and taking all of them back again leaves nothing.
func TestPayingBySumsForgetsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := moneyTiers(t, terms.Retro)
		if rapid.Bool().Draw(t, "bonus") {
			r = anyBonus(t)
			r.Measure = terms.ByRevenue
		}
		r.Window = terms.Lifetime
		e := compiled(t, terms.Terms{Currency: "EUR", Rounding: mode(t), Rules: []terms.Rule{r}})
		bases := rapid.SliceOfN(rapid.Int64Range(1, 900_000), 1, 12).Draw(t, "bases")
		pays := func(order []int64) (sum int64, tally *terms.Tally) {
			var sheet terms.Sheet
			var out terms.Result
			for _, b := range order {
				ev := terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: b}
				if r.Basis == terms.OnInvoice {
					ev.FeeKind = terms.Invoiced
				}
				part := e.Parts() - 1
				e.PayAmount(part, &ev, &sheet, &out)
				sum += out.Amount + out.TrueUp
			}
			return sum, sheet.Tally(1, out.Window)
		}
		one, _ := pays(bases)
		other, tally := pays(rapid.Permutation(bases).Draw(t, "order"))
		if one != other {
			t.Fatalf("%d in one order, %d in another", one, other)
		}
		for _, b := range bases {
			back := e.Lower(1, *tally, b)
			tally.Measured, tally.Earned, one = tally.Measured-b, tally.Earned+back, one+back
		}
		if one != 0 {
			t.Fatalf("%d is left when all is taken back", one)
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
		if l.Amount > r.Result-r.RuleCut && r.Base >= 0 && out.TrueUp == 0 {
			t.Fatalf("%+v pays more than %+v", l, r)
		}
	}
}

// belowCap needs bases that are not negative: taking back below zero only lowers what is earned.
func belowCap(t *rapid.T, plan terms.Terms, e *terms.Engine, day calendar.Day, sheet *terms.Sheet) {
	for i, r := range plan.Rules {
		if r.Cap == nil || day < start {
			continue
		}
		if got := sheet.Tally(terms.LimitOf(i+1), r.Cap.Window.Of(start, day)).Earned; got > r.Cap.Amount {
			t.Fatalf("rule %d has paid %d, its cap is %d", i+1, got, r.Cap.Amount)
		}
	}
	if plan.Cap == nil || day < start {
		return
	}
	if got := sheet.Tally(terms.AllRules, e.WindowOf(terms.AllRules, day)).Earned; got > plan.Cap.Amount {
		t.Fatalf("%d is paid, the cap is %d", got, plan.Cap.Amount)
	}
}
