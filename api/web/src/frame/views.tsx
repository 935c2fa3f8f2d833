import {
  AuditOutlined,
  BarChartOutlined,
  CalculatorOutlined,
  DiffOutlined,
  FolderOpenOutlined,
  SafetyCertificateOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";

/** A view of the workbench: address, Chinese name, icon. */
export type View = { path: string; name: string; icon: ReactNode };

/** The views of the workbench, in the order of the menu. */
export const VIEWS: readonly View[] = [
  { path: "/library", name: "文档库", icon: <FolderOpenOutlined /> },
  { path: "/review", name: "复核", icon: <AuditOutlined /> },
  { path: "/compare", name: "比对", icon: <DiffOutlined /> },
  { path: "/checks", name: "审查", icon: <SafetyCertificateOutlined /> },
  { path: "/claims", name: "理赔", icon: <CalculatorOutlined /> },
  { path: "/overview", name: "总览", icon: <BarChartOutlined /> },
];

/** The view that an address belongs to; a document belongs to the library. */
export function viewAt(address: string): View | undefined {
  const path = address.startsWith("/documents/") ? "/library" : address;
  return VIEWS.find((view) => path === view.path || path.startsWith(`${view.path}/`));
}
