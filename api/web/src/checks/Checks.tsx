export default function Checks() {
  return null;
}
