import "./style/trusting"; // first: what follows needs it

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as Messages, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import "dayjs/locale/zh-cn";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";

import { Problem } from "./service/problems";
import { useMode } from "./style/mode";
import "./style/page.css";
import { themeOf } from "./style/theme";
import { Workbench } from "./Workbench";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Again only what may succeed later, at most twice. */
function again(failures: number, problem: Error): boolean {
  return failures < 2 && problem instanceof Problem && problem.passing;
}

const queries = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache(),
  defaultOptions: { queries: { retry: again, staleTime: 5_000 }, mutations: { retry: false } },
});

function Root() {
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(useMode())} csp={{ nonce }}>
      <Messages className="frame">
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <Workbench />
          </BrowserRouter>
        </QueryClientProvider>
      </Messages>
    </ConfigProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
}
