import { Button, Result, Spin } from "antd";
import { Navigate, Route, Routes } from "react-router";

import { Frame } from "./frame/Frame";
import { view } from "./frame/loading";
import { Unknown } from "./frame/Unknown";
import { useSession } from "./session/session";
import { SignInPage } from "./session/SignIn";

const Library = view(() => import("./library/Library"));
const DocumentReader = view(() => import("./reader/DocumentReader"));
const ReviewQueue = view(() => import("./review/ReviewQueue"));
const Compare = view(() => import("./compare/Compare"));
const Checks = view(() => import("./checks/Checks"));
const Claims = view(() => import("./claims/Claims"));
const Overview = view(() => import("./overview/Overview"));

/** Signed in or not, and which view. */
export function Workbench() {
  const { data: session, error, isPending, refetch } = useSession();
  if (isPending) return <Spin fullscreen description="正在打开…" />;
  if (error) {
    return (
      <Result
        status="warning"
        title="打不开工作台"
        subTitle={error.message}
        extra={<Button onClick={() => void refetch()}>重试</Button>}
      />
    );
  }
  if (!session) return <SignInPage />;
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/library" replace />} />
      <Route element={<Frame session={session} />}>
        <Route path="/library" element={<Library />} />
        <Route path="/documents/:id" element={<DocumentReader />} />
        <Route path="/review" element={<ReviewQueue />} />
        <Route path="/compare/*" element={<Compare />} />
        <Route path="/checks/*" element={<Checks />} />
        <Route path="/claims/*" element={<Claims />} />
        <Route path="/overview" element={<Overview />} />
        <Route path="*" element={<Unknown />} />
      </Route>
    </Routes>
  );
}
