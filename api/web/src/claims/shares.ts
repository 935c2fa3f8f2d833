import { decimalOf } from "./amounts";

/** As extractor/payout/binding.py has it; a test holds both together. */
const PAID = /赔付比例|给付比例|赔偿比例|报销比例/;

/**
 * What a share of the schedule means, said both ways. The service takes it for what the insured bears, unless the name
 * speaks of what is paid: one typed for the other would pay a ninth of what is due.
 */
export function shareTold(name: string, percent: string): string {
  const isPaid = PAID.test(name);
  const typed = decimalOf(percent.replace(/[%％]\s*$/, ""));
  const share = typed === null ? NaN : Number(typed);
  if (!(share >= 0 && share <= 100)) {
    return isPaid ? "填保险人赔付的比例：保险单写“自负10%”的，填 90" : "填被保险人自负的比例：保险单写“赔付90%”的，填 10";
  }
  const rest = String(Number((100 - share).toFixed(6)));
  const [borne, paid] = isPaid ? [rest, String(share)] : [String(share), rest];
  return `被保险人自负 ${borne}%，保险人赔付 ${paid}%`;
}

/** Which share the field wants, for its name. */
export function shareWanted(name: string): string {
  return PAID.test(name) ? "保险人赔付" : "被保险人自负";
}
