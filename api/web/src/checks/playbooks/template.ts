/** What a new playbook begins with: valid as it stands, with a check of each form. */
export const TEMPLATE = `# 审查标准。以 # 开头的行是说明，可以删去。
id: my-standard                # 编号：小写字母、数字和连字符
title: 我的审查标准              # 名称，工作区内不重复
stance: insured                # 立场：insured 投保人、被保险人；insurer 保险人；broker 经纪人、代理人
lines: [liability]             # 适用的险种：liability property cargo motor credit agriculture life health accident service
version: '1'
about: |-
  说明适用范围和使用方法，可以写几行。
sections:
  - title: 赔偿处理
    checks:
      # 写法一：数值界限（at_most 不超过、at_least 不低于、between 两数之间）
      - id: settlement-days
        title: 核定期限
        weight: high           # high 重要、medium 一般、low 次要
        requirement: 收到索赔请求后三十日内作出核定
        advice: 写明核定期限不超过三十日
        select:
          - type: obligation
            by: insurer
            words: 核定
        at_most: 30日
        value: deadline
        if_silent: absent      # 没有写明时：absent 缺失、fine 不涉及、person 由人工判断
      # 写法二：应当载明
      - id: litigation
        title: 争议解决方式
        weight: medium
        requirement: 写明争议以诉讼还是仲裁解决
        advice: 补充争议解决条款
        select:
          - type: sentence
            words: '诉讼|起诉|仲裁'
        require: present
  - title: 责任免除
    checks:
      # 写法三：不得有；element 用要素目录中的代码，与 select 二选一
      - id: war
        title: 不除外战争
        weight: low
        requirement: 不得把战争列为除外
        advice: 删去该项，或者另行加保
        element: excl-war
        require: absent
`;
