import { Route, Routes } from "react-router";

import { useMode } from "../style/mode";
import { CheckResult } from "./CheckResult";
import "./checks.css";
import { ChecksHome } from "./ChecksHome";
import { PlaybookList } from "./playbooks/PlaybookList";
import { PlaybookPage } from "./playbooks/PlaybookPage";
import { PlaybookWriting } from "./playbooks/PlaybookWriting";

/** Checks (审查): a document against the law, against a playbook, and its exemptions; and the playbooks themselves. */
export default function Checks() {
  return (
    <div className="checks" data-mode={useMode()}>
      <Routes>
        <Route index element={<ChecksHome />} />
        <Route path="playbooks" element={<PlaybookList />} />
        <Route path="playbooks/new" element={<PlaybookWriting />} />
        <Route path="playbooks/:playbookId" element={<PlaybookPage />} />
        <Route path="playbooks/:playbookId/edit" element={<PlaybookWriting />} />
        <Route path=":analysisId" element={<CheckResult />} />
      </Routes>
    </div>
  );
}
