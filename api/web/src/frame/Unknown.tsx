import { Result } from "antd";
import { Link, useLocation } from "react-router";

/** An address that no view has. */
export function Unknown() {
  const { pathname } = useLocation();
  return (
    <Result
      status="warning"
      title="没有这个页面"
      subTitle={`地址“${decoded(pathname)}”不对，可能没有复制完整。请核对，或从文档库开始。`}
      extra={<Link to="/library">去文档库</Link>}
    />
  );
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
