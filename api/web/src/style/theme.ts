import { theme, type ThemeConfig } from "antd";

import type { Mode } from "./mode";

const LIGHT = {
  colorPrimary: "#24527a",
  colorPrimaryBg: "#e8f0f7",
  colorPrimaryBgHover: "#dbe7f1",
  colorLink: "#1d5a8f",
  colorBgLayout: "#f5f6f8",
  colorBgContainer: "#ffffff",
  colorBgElevated: "#ffffff",
  colorTextSecondary: "#5a6470",
  colorTextDescription: "#5a6470",
  colorTextPlaceholder: "#6b7480",
  colorTextLightSolid: "#ffffff",
  colorError: "#b3261e",
  colorErrorBg: "#fcebe9",
  colorErrorBorder: "#efbdb8",
  colorSuccess: "#1b6b3f",
  colorSuccessBg: "#e7f3ec",
  colorSuccessBorder: "#b5d8c4",
  colorWarning: "#7a4d00",
  colorWarningBg: "#fdf3dc",
  colorWarningBorder: "#ead29b",
  colorInfo: "#24527a",
  colorInfoBg: "#e8f0f7",
  colorInfoBorder: "#b9cfe2",
};

const DARK: typeof LIGHT = {
  colorPrimary: "#7fb2dc",
  colorPrimaryBg: "#1d3040",
  colorPrimaryBgHover: "#24394b",
  colorLink: "#8fc0e8",
  colorBgLayout: "#15181c",
  colorBgContainer: "#1b1f24",
  colorBgElevated: "#242a31",
  colorTextSecondary: "#a9b2bd",
  colorTextDescription: "#a9b2bd",
  colorTextPlaceholder: "#8b95a1",
  colorTextLightSolid: "#10202e",
  colorError: "#ff8a80",
  colorErrorBg: "#3b201e",
  colorErrorBorder: "#6b3430",
  colorSuccess: "#6fcf97",
  colorSuccessBg: "#17301f",
  colorSuccessBorder: "#2c5a3d",
  colorWarning: "#e3b341",
  colorWarningBg: "#332a14",
  colorWarningBorder: "#62501f",
  colorInfo: "#7fb2dc",
  colorInfoBg: "#1b2c3b",
  colorInfoBorder: "#31506a",
};

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Calm ink blue on paper; contrast of text at least 4.5 to 1 in both modes. */
export function themeOf(mode: Mode): ThemeConfig {
  const dark = mode === "dark";
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(dark ? DARK : LIGHT),
      borderRadius: 6,
      motion: !still.matches,
      fontFamily:
        '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif',
    },
    components: {
      Layout: { headerHeight: 52, headerPadding: "0 16px", headerBg: dark ? "#1b1f24" : "#ffffff" },
      Tooltip: { colorTextLightSolid: "#ffffff" },
    },
  };
}
