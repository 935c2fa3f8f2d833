import { Button, Empty, Typography } from "antd";

import { AddButton } from "./AddButton";

export function NothingFits({ onUnfilter }: { onUnfilter: () => void }) {
  return (
    <Empty className="library-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有符合条件的文档">
      <Button onClick={onUnfilter}>清除筛选条件</Button>
    </Empty>
  );
}

/** The library is empty: what to do first. */
export function FirstSteps({ mayWrite }: { mayWrite: boolean }) {
  if (!mayWrite) {
    const told = "这个工作区还没有文档。您没有上传权限：请由有权限的同事上传，或向管理员申请。";
    return <Empty className="library-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={told} />;
  }
  return (
    <section className="library-empty first-steps">
      <Typography.Title level={2}>从上传第一份文档开始</Typography.Title>
      <ol>
        <li>把保险条款或合同拖到这个页面的任何地方，或点“选择文件”。文件夹和 zip 压缩包也可以。</li>
        <li>几秒钟后读出：点名称打开，逐条核对保险责任、责任免除、限额和义务，每条都能回到原文。</li>
        <li>选两份可逐条比对，选三份以上可作要素对照。</li>
      </ol>
      <AddButton label="选择文件" />
      <p className="faint">可以读取 PDF（含扫描件）、图片、Word（docx、doc）、网页、纯文本和 Markdown。</p>
    </section>
  );
}
