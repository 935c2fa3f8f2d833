import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { lookAgain } from "../service/again";
import { isUnderWay } from "./sent";
import { uploadTo, useSent } from "./uploading";

/** Look at the list again whenever files have come in or have been read. */
export function useArrivals(): void {
  const queries = useQueryClient();
  const sent = useSent();
  const arrived = sent.filter(({ document }) => document !== null).length;
  const done = sent.filter((file) => !isUnderWay(file)).length;
  useEffect(() => {
    if (arrived) void lookAgain(queries, ["documents"]);
  }, [queries, arrived, done]);
}

/** Files go into the workspace that the page shows, or nowhere. */
export function useUploadsTo(workspace: string | null): void {
  useEffect(() => {
    uploadTo(workspace);
  }, [workspace]);
}
