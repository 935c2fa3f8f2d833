import { Button, Result, Spin } from "antd";
import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";

import { Frame } from "./frame/Frame";
import { useSession } from "./session/session";
import { SignInPage } from "./session/SignIn";

const Library = lazy(() => import("./library/Library"));
const DocumentReader = lazy(() => import("./reader/DocumentReader"));
const ReviewQueue = lazy(() => import("./review/ReviewQueue"));
const Compare = lazy(() => import("./compare/Compare"));
const Checks = lazy(() => import("./checks/Checks"));
const Claims = lazy(() => import("./claims/Claims"));
const Overview = lazy(() => import("./overview/Overview"));

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
    <Suspense fallback={<Spin fullscreen />}>
      <Routes>
        <Route element={<Frame session={session} />}>
          <Route path="/library" element={<Library />} />
          <Route path="/documents/:id" element={<DocumentReader />} />
          <Route path="/review" element={<ReviewQueue />} />
          <Route path="/compare/*" element={<Compare />} />
          <Route path="/checks/*" element={<Checks />} />
          <Route path="/claims/*" element={<Claims />} />
          <Route path="/overview" element={<Overview />} />
          <Route path="*" element={<Navigate to="/library" replace />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
