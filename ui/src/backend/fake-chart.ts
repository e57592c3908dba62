import type { AccountView, ChartPoint, ChartSpan, ChartView } from './bindings';
import { chartOfPast, pasts } from './fake-pasts';

const hour = 3_600_000;
const hoursIn: Record<ChartSpan, number> = { day: 24, week: 168, month: 720, quarter: 2160 };

/** The account's own past; of one without, a balance that falls by day, stands still by night and
 *  was topped up once. */
export function chartOf(account: AccountView, span: ChartSpan): ChartView {
  const to = Date.now();
  const past = pasts[account.id];
  if (past) return chartOfPast(account, span, past, to);
  const { available } = account;
  const from = to - hoursIn[span] * hour;
  const now = Number(available?.amount ?? 0);
  const step = (to - from) / 120;
  const topUpAt = from + 40 * step;
  const points: ChartPoint[] = [];
  let amount = now;
  for (let index = 120; available && index >= 0; index -= 1) {
    const at = from + index * step;
    points.unshift({
      at: iso(at),
      amount: amount.toFixed(2),
      text: worded(amount, available.text),
    });
    const isNight = new Date(at).getHours() < 8;
    amount += isNight ? 0 : now / 150;
    if (at <= topUpAt && at + step > topUpAt) amount -= now;
  }
  if (points.length === 0)
    return { from: iso(from), to: iso(to), points, topUps: [], alerts: [], spend: [] };
  const spend = Array.from({ length: Math.min(hoursIn[span] / 24, 90) }, (_, index) => {
    const spent = (now / 20) * (1 + (index % 4));
    const date = iso(to - (hoursIn[span] / 24 - 1 - index) * 24 * hour).slice(0, 10);
    return { date, amount: spent.toFixed(2), text: worded(spent, available?.text ?? '') };
  });
  return {
    from: iso(from),
    to: iso(to),
    points,
    topUps: [{ at: iso(topUpAt), text: `${worded(now, available?.text ?? '')} added` }],
    alerts: [{ at: iso(from + 36 * step), text: 'Low' }],
    spend,
  };
}

function worded(amount: number, like: string): string {
  return like.includes('$') ? `$${amount.toFixed(2)}` : `${amount.toFixed(2)} credits`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
