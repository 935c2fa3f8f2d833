"""Configuration by environment (配置): every setting is ``TIAOKUAN_…``, and has a default that works.

The README's table of settings is made from :func:`table`; a test holds the two together.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "TIAOKUAN_"
_POSTGRES = "postgresql+psycopg://"


def _data_folder() -> Path:
    return Path.home() / ".local" / "share" / "tiaokuan"


class Settings(BaseSettings):
    """All that can be set. Sizes are bytes, times seconds, rates calls a minute."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data: Path = Field(default_factory=_data_folder, description="数据目录：内置数据库、原件、缓存")
    database: str = Field(
        default="", description="数据库地址；空为数据目录内的 SQLite，或写 postgresql://用户:密码@主机/库"
    )
    host: str = Field(default="127.0.0.1", description="监听地址；默认只有本机能访问")
    port: int = Field(default=8470, ge=0, le=65535, description="监听端口")
    workers: int = Field(
        default=1, ge=0, le=64, description="随服务启动的读取进程数；0 表示另用 tiaokuan worker 启动"
    )
    read_seconds: int = Field(
        default=120, ge=1, description="读取一份文件的时间上限（秒）；扫描页另按 TIAOKUAN_PAGE_SECONDS 增加"
    )
    page_seconds: int = Field(
        default=60, ge=5, description="每识别一页扫描件另加的时间（秒）；通常每页约 4 秒处理器时间"
    )
    scan_processes: int = Field(
        default=0, ge=0, le=64, description="一份扫描件同时识别的页数；0 为按处理器数量，最多 8"
    )
    read_memory: int = Field(default=2 << 30, ge=256 << 20, description="读取一份文件的内存上限（字节）")
    lease_seconds: int = Field(
        default=30, ge=2, description="任务租约（秒）；进程失联超过此时间，任务由别的进程接手"
    )
    attempts: int = Field(default=3, ge=1, description="任务最多尝试次数，之后记为失败并写明原因")
    queue_limit: int = Field(default=5000, ge=1, description="排队任务总数上限，超出时返回 503")
    workspace_queue_limit: int = Field(
        default=2000, ge=1, description="一个工作区排队任务数上限，超出时返回 429"
    )
    upload_bytes: int = Field(default=100 << 20, ge=1024, description="单个文件大小上限（字节）")
    request_bytes: int = Field(default=512 << 20, ge=1024, description="一次请求正文大小上限（字节）")
    learned: bool = Field(
        default=True, description="除规则外是否用学习模型读取（需要 onnxruntime）；false 只用规则"
    )
    pages: int = Field(default=2000, ge=1, description="一份文件页数上限")
    rate: int = Field(default=1200, ge=1, description="每个密钥或用户每分钟请求数上限")
    session_hours: int = Field(default=12, ge=1, description="登录有效时间（小时）")
    secure_cookies: bool = Field(
        default=False, description="登录凭据只经 https 发送；对外提供服务时应为 true"
    )
    origins: str = Field(default="", description="允许跨域访问的网站，逗号分隔；空为不允许")
    log_level: str = Field(default="INFO", description="日志级别")

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        for scheme in ("postgresql://", "postgres://"):
            if value.startswith(scheme):
                return _POSTGRES + value.removeprefix(scheme)
        if value and not value.startswith((_POSTGRES, "sqlite:///")):
            raise ValueError("数据库地址应以 postgresql:// 或 sqlite:/// 开头")
        return value

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database in use."""
        return self.database or f"sqlite:///{self.data.absolute() / 'tiaokuan.db'}"

    @property
    def originals(self) -> Path:
        """Folder of the files as they were uploaded (原件)."""
        return self.data / "originals"

    @property
    def cache(self) -> Path:
        """Folder of what can be made again: page images."""
        return self.data / "cache"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def table() -> Iterator[tuple[str, str, str]]:
    """Name, default and Chinese description of every setting, in order."""
    for name, field in Settings.model_fields.items():
        default = "~/.local/share/tiaokuan" if field.default_factory else field.default
        told = str(default).lower() if isinstance(default, bool) else str(default)
        yield f"{PREFIX}{name.upper()}", told, field.description or ""
