import { yuan } from "./amounts";
import type { Determination } from "./querying";
import type { Tone } from "./wording";

/** What a claim comes to: the word on top, the sentence, and its tone. */
export type Conclusion = { word: string; sentence: string; tone: Tone };

/** One sentence for the top: pays or not, in part, open, or a matter for a person; the amount with its currency. */
export function conclusionOf({ verdict, payout, questions }: Pick<Determination, "verdict" | "payout" | "questions">): Conclusion {
  const amount = typeof payout.amount === "number" ? yuan(payout.amount) : null;
  switch (verdict) {
    case "covered":
      return { word: "赔", sentence: `属于保险责任，${amount ? `赔款 ${amount}` : "赔款金额未定"}。`, tone: "good" };
    case "partly_covered":
      return { word: "部分赔", sentence: `部分损失属于保险责任，${amount ? `赔款 ${amount}` : "赔款金额未定"}。`, tone: "good" };
    case "excluded":
      return { word: "不赔", sentence: "属于责任免除。", tone: "bad" };
    case "not_covered":
      return { word: "不赔", sentence: "不属于保险责任。", tone: "bad" };
    case "needs_information": {
      const trial = amount ? `；如属于保险责任，按现有资料试算为 ${amount}` : "";
      return questions.length
        ? { word: "待补充", sentence: `尚有问题待答，不能下结论${trial}。`, tone: "open" }
        : { word: "需人工", sentence: `条文和案情不足以判断，须由人工核定${trial}。`, tone: "open" };
    }
  }
}
