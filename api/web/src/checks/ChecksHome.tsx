import { may, useSession } from "../session/session";
import { CheckList } from "./CheckList";
import { NewCheck } from "./NewCheck";

/** Start checks, and find those that were made. */
export function ChecksHome() {
  const { data: session } = useSession();
  const mayWrite = session ? may(session, "write") : false;
  return (
    <div className={mayWrite ? "checks-home" : "checks-home read-only"}>
      <h1 className="unseen">审查</h1>
      {mayWrite && <NewCheck />}
      <CheckList mayWrite={mayWrite} />
    </div>
  );
}
