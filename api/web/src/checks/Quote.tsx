import { Link } from "react-router";

import type { Quotation } from "../analysis/analyses";
import { addressOf } from "./addressOf";

type Props = {
  document: string;
  quotation: Quotation;
  /** False where it only leads up to the words that matter: the keyboard goes to those. */
  isMain?: boolean;
};

/** The words of the document, and the way to the place where they stand. */
export function Quote({ document, quotation, isMain = true }: Props) {
  return (
    <div className="check-source">
      <blockquote>{quotation.quote}</blockquote>
      <Link
        className="check-place"
        data-source={isMain || undefined}
        to={addressOf(document, quotation)}
        title="在原文中打开这一处"
      >
        {quotation.path || "原文"} <span aria-hidden="true">→</span>
      </Link>
    </div>
  );
}
